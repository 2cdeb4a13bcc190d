//! A domain of one's own, CloudFront and WAF, and which web sites' scripts may call.

use serde_norway::Value;
use shared::edge::{SECRET_HEADER, VIEWER_HEADER};
use shared::store::names::env;
use system_tests::evaluated::condition;

use super::policies::resource_name;
use super::{document, resources};

fn yaml(text: &str) -> Value {
    serde_norway::from_str(text).unwrap()
}

const DOMAIN: [(&str, &str); 2] = [("DomainName", "a.example"), ("CertificateArn", "arn")];

#[test]
fn without_a_domain_nothing_of_it_is_made_and_with_one_all_that_was_asked_for() {
    let [name, certificate] = DOMAIN;
    let front = ("CloudFrontCertificateArn", "arn");
    for (given, domain, records, cloudfront) in [
        (&[][..], false, false, false),
        (&[name, certificate], true, false, false),
        (&[name, certificate, ("HostedZoneId", "Z1")], true, true, false),
        (&[name, certificate, front], true, false, true),
    ] {
        assert_eq!(condition("HasDomain", given), domain, "{given:?}");
        assert_eq!(condition("HasRecords", given), records, "{given:?}");
        assert_eq!(condition("HasCloudFront", given), cloudfront, "{given:?}");
    }
    let document = document();
    for (id, only_if) in [
        ("ApiDomain", "HasDomain"),
        ("ApiDomainMapping", "HasDomain"),
        ("ApiRecords", "HasRecords"),
        ("Distribution", "HasCloudFront"),
        ("ToTheApi", "HasCloudFront"),
        ("EdgeSecret", "HasCloudFront"),
    ] {
        assert_eq!(document["Resources"][id]["Condition"], only_if, "{id}");
    }
}

/// The functions take their own address from what the gateway says, so there must be no second name.
#[test]
fn with_a_domain_the_api_has_no_other_name_and_links_begin_with_it() {
    let document = document();
    let api = &document["Resources"]["HttpApi"]["Properties"];
    assert_eq!(api["DisableExecuteApiEndpoint"], yaml("!If [HasDomain, true, false]"));
    let mapping = &document["Resources"]["ApiDomainMapping"]["Properties"];
    assert_eq!(resource_name(&mapping["Stage"]), "HttpApi.Stage");
    assert!(
        mapping.get("ApiMappingKey").is_none(),
        "a path before the paths would be part of every link"
    );
    for (output, path) in [("SurveyUrl", "/s/"), ("DashboardUrl", "/dashboard")] {
        let expected = format!(
            "!If [HasDomain, !Sub 'https://${{DomainName}}{path}', \
             !Sub 'https://${{HttpApi}}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}{path}']"
        );
        assert_eq!(document["Outputs"][output]["Value"], yaml(&expected));
    }
}

#[test]
fn cloudfront_has_the_name_of_the_api_and_passes_on_what_the_functions_look_at() {
    let document = document();
    let distribution = &document["Resources"]["Distribution"]["Properties"]["DistributionConfig"];
    assert_eq!(distribution["Aliases"], yaml("[!Ref DomainName]"));
    assert!(distribution.get("Logging").is_none(), "its paths hold the links");
    let origin = &distribution["Origins"][0];
    assert_eq!(origin["DomainName"], yaml("!GetAtt ApiDomain.RegionalDomainName"));
    assert_eq!(origin["CustomOriginConfig"]["OriginProtocolPolicy"], "https-only");
    // The Host header among them: with another, every form would seem to come from elsewhere.
    let passed = &document["Resources"]["ToTheApi"]["Properties"]["OriginRequestPolicyConfig"];
    assert_eq!(
        passed["HeadersConfig"]["HeaderBehavior"],
        "allViewerAndWhitelistCloudFront"
    );
    let added = passed["HeadersConfig"]["Headers"][0].as_str().unwrap();
    assert!(added.eq_ignore_ascii_case(VIEWER_HEADER));
    assert_eq!(passed["CookiesConfig"]["CookieBehavior"], "all");
    assert_eq!(passed["QueryStringsConfig"]["QueryStringBehavior"], "all");
    let (default, others) = (
        &distribution["DefaultCacheBehavior"],
        distribution["CacheBehaviors"].as_sequence().unwrap(),
    );
    for behaviour in others.iter().chain([default]) {
        assert_eq!(behaviour["OriginRequestPolicyId"], yaml("!Ref ToTheApi"));
        assert_eq!(behaviour["ViewerProtocolPolicy"], "redirect-to-https");
    }
    // CachingDisabled of AWS for everything but the files that have another name where they have changed.
    assert_eq!(default["CachePolicyId"], "4135ea2d-6df8-44a3-9df3-4b5a75be82ad");
    let [assets] = others.as_slice() else {
        panic!("{others:?}")
    };
    assert_eq!(assets["PathPattern"], "/dashboard/assets/*");
    assert_eq!(
        distribution["WebACLId"],
        yaml("!If [HasWebAcl, !Ref WebAclArn, !Ref AWS::NoValue]")
    );
}

#[test]
fn cloudfront_says_to_both_functions_of_the_api_what_nobody_else_knows() {
    const SECRET: &str = "!Sub '{{resolve:secretsmanager:${EdgeSecret}}}'";
    let document = document();
    let origin = &document["Resources"]["Distribution"]["Properties"]["DistributionConfig"]["Origins"][0];
    let said = &origin["OriginCustomHeaders"][0];
    assert_eq!(
        (&said["HeaderName"], &said["HeaderValue"]),
        (&SECRET_HEADER.into(), &yaml(SECRET))
    );
    for function in ["SubmitFunction", "ApiFunction"] {
        let known = &document["Resources"][function]["Properties"]["Environment"]["Variables"][env::EDGE_SECRET];
        assert_eq!(
            *known,
            yaml(&format!("!If [HasCloudFront, {SECRET}, '']")),
            "{function}"
        );
    }
}

#[test]
fn scripts_of_other_sites_may_call_where_they_are_named_and_never_with_cookies() {
    let api = &resources("AWS::Serverless::HttpApi")["HttpApi"]["Properties"];
    let expected = "!If
        - HasCorsOrigins
        - AllowOrigins: !Split [',', !Ref CorsOrigins]
          AllowMethods: [GET, POST, PUT, DELETE]
          AllowHeaders: [authorization, content-type]
          MaxAge: 3600
        - !Ref AWS::NoValue";
    assert_eq!(
        api["CorsConfiguration"],
        yaml(expected),
        "AllowCredentials is not there"
    );
    assert!(!condition("HasCorsOrigins", &[]));
    assert!(condition(
        "HasCorsOrigins",
        &[("CorsOrigins", "https://app.example.com")]
    ));
}

/// Rules that read what people write would refuse a comment with a piece of code in it, and the answer would be lost.
#[test]
fn the_web_acl_counts_requests_and_knows_bad_addresses_and_refuses_no_comments() {
    let acl = yaml(include_str!("../../../docs/web-acl.yaml"));
    let properties = &acl["Resources"]["WebAcl"]["Properties"];
    assert_eq!(properties["Scope"], "CLOUDFRONT");
    let rules = properties["Rules"].as_sequence().unwrap();
    let groups: Vec<&str> = rules
        .iter()
        .filter_map(|rule| rule["Statement"]["ManagedRuleGroupStatement"]["Name"].as_str())
        .collect();
    assert_eq!(
        groups,
        [
            "AWSManagedRulesAmazonIpReputationList",
            "AWSManagedRulesKnownBadInputsRuleSet"
        ]
    );
    // Which rules of these groups look into a body, AWS's list of its managed rules says.
    let counted = rules[2]["Statement"]["ManagedRuleGroupStatement"]["RuleActionOverrides"].as_sequence();
    let counted: Vec<&str> = counted
        .unwrap()
        .iter()
        .map(|rule| {
            assert!(rule["ActionToUse"]["Count"].is_mapping());
            rule["Name"].as_str().unwrap()
        })
        .collect();
    assert_eq!(
        counted,
        ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY", "ReactJSRCE_BODY"]
    );
    let limited = &rules[0]["Statement"]["RateBasedStatement"];
    assert_eq!(resource_name(&limited["Limit"]), "RequestsPerFiveMinutes");
    assert_eq!(acl["Outputs"]["WebAclArn"]["Value"], yaml("!GetAtt WebAcl.Arn"));
}
