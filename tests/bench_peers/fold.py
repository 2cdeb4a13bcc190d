"""Folds a recorded day with boto3, for comparison: fold.py ENDPOINT DAY."""

import json
import sys
from collections import defaultdict

import boto3

PROJECTED = ["s", "m", "x", "t", "l", "c", "a", "st", "ttl"]


def fold(client, day):
    cells = defaultdict(lambda: [0] * 11)
    first_expiry = None
    for shard in range(16):
        pages = client.get_paginator("query").paginate(
            TableName="responses",
            IndexName="by_day",
            KeyConditionExpression="bd = :shard",
            ExpressionAttributeValues={":shard": {"S": f"{day}#{shard:02}"}},
            ProjectionExpression=",".join("#" + name for name in PROJECTED),
            ExpressionAttributeNames={"#" + name: name for name in PROJECTED},
        )
        for page in pages:
            for item in page["Items"]:
                expires = int(item["ttl"]["N"])
                if first_expiry is None or expires < first_expiry:
                    first_expiry = expires
                if "st" in item and item["st"]["S"] in ("s", "e"):
                    continue
                rating = int(item["x"]["N"])
                cells["total"][rating] += 1
                cells["touchpoint " + item["t"]["S"]][rating] += 1
                if "l" in item:
                    cells["language " + item["l"]["S"]][rating] += 1
                if "c" in item:
                    cells["channel " + item["c"]["S"]][rating] += 1
                if "a" in item:
                    for name, value in item["a"]["M"].items():
                        cells["attribute:" + name + " " + value["S"]][rating] += 1
    return cells


def main():
    endpoint, day = sys.argv[1:]
    client = boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(fold(client, day)), flush=True)
    sys.stdin.read()


main()
