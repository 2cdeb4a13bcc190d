"""Makes the tables and queues of a transformed template, one by one, and prints what the service then says of them.

    create.py ENDPOINT < TRANSFORMED

Each property goes to the call of AWS's API that CloudFormation makes for it, and AWS's own client checks its shape. Every
property has to be part of some call: none is passed over.
"""

import json
import sys

import boto3

template = json.load(sys.stdin)
client = {"endpoint_url": sys.argv[1], "region_name": "eu-west-1"}
dynamodb = boto3.client("dynamodb", **client)
sqs = boto3.client("sqs", **client)

# What a condition of the stack says where every parameter has its default.
ON = {"Fn::Equals": lambda pair: resolved(pair[0]) == resolved(pair[1]), "Fn::Not": lambda one: not holds(one[0])}
ON["Fn::And"] = lambda all_of: all(holds(one) for one in all_of)
ON["Fn::Or"] = lambda one_of: any(holds(one) for one in one_of)
ON["Condition"] = lambda name: holds(template["Conditions"][name])


def holds(condition):
    [(kind, of)] = condition.items()
    return ON[kind](of)


def resolved(value):
    if isinstance(value, list):
        return [resolved(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "Ref" in value:
        return template["Parameters"][value["Ref"]]["Default"]
    if "Fn::If" in value:
        condition, then, otherwise = value["Fn::If"]
        return resolved(then if holds(template["Conditions"][condition]) else otherwise)
    return {name: resolved(item) for name, item in value.items() if item != {"Ref": "AWS::NoValue"}}


def resources(kind):
    for name, resource in template["Resources"].items():
        if resource["Type"] == kind:
            yield name, resolved(resource["Properties"])


def table(name, properties):
    expiry = properties.pop("TimeToLiveSpecification", None)
    recovery = properties.pop("PointInTimeRecoverySpecification", None)
    protected = properties.pop("DeletionProtectionEnabled", False)
    # Of these two the template's words are others than the API's.
    if "SSESpecification" in properties:
        properties["SSESpecification"]["Enabled"] = properties["SSESpecification"].pop("SSEEnabled")
    if "StreamSpecification" in properties:
        properties["StreamSpecification"]["StreamEnabled"] = True
    dynamodb.create_table(TableName=name, DeletionProtectionEnabled=protected in (True, "true"), **properties)
    if expiry:
        dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=expiry)
    if recovery:
        dynamodb.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=recovery)
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    return {
        **dynamodb.describe_table(TableName=name)["Table"],
        "TimeToLive": dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"],
        "PointInTimeRecovery": backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"],
    }


def queue(name, properties):
    texts = {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in properties.items()}
    address = sqs.create_queue(QueueName=name, Attributes=texts)["QueueUrl"]
    return sqs.get_queue_attributes(QueueUrl=address, AttributeNames=["All"])["Attributes"]


made = {
    "tables": {name: table(name, properties) for name, properties in resources("AWS::DynamoDB::Table")},
    "queues": {name: queue(name, properties) for name, properties in resources("AWS::SQS::Queue")},
}
json.dump(made, sys.stdout, default=str)
