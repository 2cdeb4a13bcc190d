"""Prints a SAM template as CloudFormation gets it: what `sam deploy` sends, worked out without an account.

    transform.py TEMPLATE [NAME=VALUE ...]

What follows the template are its parameters, where they differ from their defaults.
"""

import json
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform


class NoManagedPolicies:
    """Names of managed policies are looked up in an account. Policies here are written out, so none is named."""

    def load(self):
        sys.exit("the template names a managed policy: write out what the function may do")


path, *given = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    template = yaml_parse(file.read())
# Where `sam deploy` has put the code by then.
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = "s3://code/of-the-function.zip"
parameters = dict(parameter.split("=", 1) for parameter in given)
json.dump(transform(template, parameters, NoManagedPolicies(), passthrough_metadata=True), sys.stdout)
