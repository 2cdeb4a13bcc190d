//! What whoever deploys is asked, in which words, and what is not taken.

use std::collections::BTreeSet;

use regex_lite::Regex;
use system_tests::evaluated::{Given, objections};

use super::{document, printed_of_the_template_by};

#[test]
fn every_parameter_is_described_has_a_default_and_stands_in_one_group_under_a_label() {
    let document = document();
    let interface = &document["Metadata"]["AWS::CloudFormation::Interface"];
    let mut grouped = Vec::new();
    for group in interface["ParameterGroups"].as_sequence().unwrap() {
        assert!(group["Label"]["default"].is_string(), "{group:?}");
        grouped.extend(
            group["Parameters"]
                .as_sequence()
                .unwrap()
                .iter()
                .filter_map(|name| name.as_str()),
        );
    }
    let declared = document["Parameters"].as_mapping().unwrap();
    let declared: Vec<&str> = declared.keys().filter_map(|name| name.as_str()).collect();
    assert_eq!(
        grouped, declared,
        "sam deploy --guided asks in the order of the groups too"
    );
    assert_eq!(grouped.iter().collect::<BTreeSet<_>>().len(), grouped.len());
    let labels = interface["ParameterLabels"].as_mapping().unwrap();
    assert_eq!(labels.len(), declared.len());
    for name in declared {
        assert!(labels[name]["default"].is_string(), "{name} has no label");
        let parameter = &document["Parameters"][name];
        let description = parameter["Description"].as_str().unwrap();
        assert!(description.ends_with('.') && description.len() <= 4000, "{name}");
        assert!(parameter.get("Default").is_some(), "{name} has no default");
        let pattern = parameter.get("AllowedPattern");
        assert_eq!(
            pattern.is_some(),
            parameter.get("ConstraintDescription").is_some(),
            "{name}"
        );
        let (Some(pattern), Some(default)) = (pattern, parameter["Default"].as_str()) else {
            continue;
        };
        assert!(
            matches(pattern.as_str().unwrap(), default),
            "{name} does not take its own default"
        );
    }
}

/// CloudFormation wants the whole value to match.
fn matches(pattern: &str, value: &str) -> bool {
    Regex::new(&format!("^(?:{pattern})$")).unwrap().is_match(value)
}

fn takes(parameter: &str, value: &str) -> bool {
    let document = document();
    matches(
        document["Parameters"][parameter]["AllowedPattern"].as_str().unwrap(),
        value,
    )
}

#[test]
fn what_a_parameter_does_not_take_is_refused_before_anything_is_made() {
    const CERTIFICATE: &str = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b-2c";
    const ACL: &str = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/feedback/0a1b-2c";
    for (parameter, taken, refused) in [
        ("CorsOrigins", "https://app.example.com", "*"),
        (
            "CorsOrigins",
            "https://a.example,https://b.example:8443",
            "https://*.example.com",
        ),
        ("CorsOrigins", "", "http://app.example.com"),
        ("CorsOrigins", "", "https://a.example, https://b.example"),
        ("CorsOrigins", "", "https://app.example.com/path"),
        ("DomainName", "feedback.example.com", "https://feedback.example.com"),
        ("DomainName", "a-b.example.co.uk", "Feedback.example.com"),
        ("DomainName", "", "localhost"),
        ("CertificateArn", CERTIFICATE, "certificate/0a1b-2c"),
        (
            "CloudFrontCertificateArn",
            "arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c",
            CERTIFICATE,
        ),
        (
            "WebAclArn",
            ACL,
            "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/feedback/0a1b-2c",
        ),
        ("HostedZoneId", "Z0123456789ABC", "example.com"),
        ("Restart", "2026-11-22", "now, please"),
        ("AlarmEmail", "ops@example.com", "ops@example.com, me@example.com"),
    ] {
        assert!(takes(parameter, taken), "{parameter} does not take '{taken}'");
        assert!(!takes(parameter, refused), "{parameter} takes '{refused}'");
    }
}

#[test]
fn parameters_that_do_not_go_together_are_refused_in_words() {
    const DOMAIN: [(&str, &str); 2] = [("DomainName", "a.example"), ("CertificateArn", "arn")];
    let [name, certificate] = DOMAIN;
    let (front, acl) = (("CloudFrontCertificateArn", "arn"), ("WebAclArn", "arn"));
    let mail = ("AlarmEmail", "ops@example.com");
    let issuer = [("OidcIssuer", "https://id.example"), ("OidcClientId", "aisance")];
    for taken in [
        &[][..],
        &[mail],
        &[("MonthlyBudget", "50"), mail],
        &DOMAIN,
        &[name, certificate, ("HostedZoneId", "Z1")],
        &[name, certificate, front],
        &[name, certificate, front, acl],
        &issuer,
    ] {
        assert_eq!(objections(taken), Vec::<String>::new(), "{taken:?}");
    }
    let refused: [(Given<'_>, &str); 8] = [
        (&[("MonthlyBudget", "50")], "MonthlyBudget needs AlarmEmail"),
        (&[name], "DomainName needs CertificateArn"),
        (&[certificate], "CertificateArn is of no use without DomainName"),
        (
            &[("HostedZoneId", "Z1")],
            "HostedZoneId is of no use without DomainName",
        ),
        (&[front], "CloudFrontCertificateArn needs DomainName"),
        (&[name, certificate, acl], "WebAclArn needs CloudFrontCertificateArn"),
        (&issuer[..1], "OidcIssuer needs OidcClientId"),
        (&issuer[1..], "OidcClientId is of no use without OidcIssuer"),
    ];
    for (given, words) in refused {
        let objections = objections(given);
        assert!(
            objections.len() == 1 && objections[0].starts_with(words),
            "{given:?}: {objections:?}"
        );
    }
}

/// Enter answers no to each of those questions, and then nothing is deployed.
#[test]
fn a_guided_deployment_does_not_ask_of_each_route_whether_it_is_open() {
    assert_eq!(printed_of_the_template_by("guided.py"), "");
}
