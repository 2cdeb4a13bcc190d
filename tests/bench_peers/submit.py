"""The least Lambda handler that does what submit does, for comparison: python -m awslambdaric submit.handler.

A link is a JSON text and its HMAC, which costs less than the encryption of a real one.
"""

import base64
import hmac
import json
import os
import time
from urllib.parse import parse_qs

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

KEY = os.environ["PEER_KEY"].encode()
TABLE = os.environ["RESPONSES_TABLE"]
RETENTION = int(os.environ["RETENTION_DAYS"]) * 86_400
HTML = {"content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'none'"}
with open(os.environ["PEER_PAGE"], encoding="utf-8") as file:
    BEFORE, AFTER = file.read().split("{{ticket}}")
DYNAMODB = boto3.client("dynamodb", config=Config(parameter_validation=False))


def mac(purpose, data):
    return hmac.digest(KEY, purpose + data, "sha256")[:16]


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def data(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def opened(token):
    """The facts of a link, or nothing where it is no link."""
    payload, _, tag = token.partition(".")
    try:
        payload, tag = data(payload), data(tag)
    except ValueError:
        return None
    return json.loads(payload) if hmac.compare_digest(mac(b"link", payload), tag) else None


def reply(status, body="", **headers):
    return {"statusCode": status, "headers": HTML | headers, "body": body}


def handler(event, context):
    facts = opened(event["pathParameters"]["token"])
    if facts is None:
        return reply(404, "<h1>This link does not work</h1>")
    now = time.time()
    if now >= facts["expires"]:
        return reply(410, "<h1>This link has expired</h1>")
    invitation = mac(b"invitation", f"{facts['survey']} {facts['customer']} {facts['reference']}".encode())
    pk, sk = "c" + text(mac(b"customer", facts["customer"].encode())), text(invitation)
    request = event["requestContext"]["http"]
    if request["method"] == "GET":
        key = {"pk": {"S": pk}, "sk": {"S": sk}}
        DYNAMODB.get_item(TableName=TABLE, Key=key, ProjectionExpression="pk")
        shown = int(now * 1000).to_bytes(6, "big") + os.urandom(16)
        return reply(200, BEFORE + text(shown + mac(b"view", invitation + shown)) + AFTER)
    form = parse_qs(event["body"])
    ticket = data(form["view"][0])
    shown = ticket[:22]
    rating = form["rating"][0]
    if not hmac.compare_digest(mac(b"view", invitation + shown), ticket[22:]) or not 0 <= int(rating) <= 10:
        return reply(422, "<h1>Choose a number from 0 to 10</h1>")
    comment = form["comment"][0].strip()
    at = str(int(now * 1000))
    content = mac(b"content", f"{rating} {comment}".encode())[:8]
    item = {
        "pk": {"S": pk},
        "sk": {"S": sk},
        "bd": {"S": f"{time.strftime('%Y-%m-%d', time.gmtime(now))}#{invitation[0] % 16:02}"},
        "r": {"N": "1"},
        "s": {"S": facts["survey"]},
        "v": {"N": "1"},
        "m": {"S": "nps"},
        "t": {"S": facts["touchpoint"]},
        "c": {"S": facts["channel"]},
        "l": {"S": facts["language"]},
        "a": {"M": {name: {"S": value} for name, value in facts["attributes"].items()}},
        "x": {"N": rating},
        "k": {"S": comment},
        "at": {"N": at},
        "fa": {"N": at},
        "u": {"B": facts["customer"].encode()},
        "o": {"B": mac(b"origin", f"{request['sourceIp']} {event['headers']['user-agent']}".encode())[:8]},
        "p": {"B": shown[6:] + content + bytes([int(rating)]) + int(now).to_bytes(4, "big")},
        "ttl": {"N": str(int(now) + RETENTION)},
    }
    try:
        DYNAMODB.put_item(TableName=TABLE, Item=item, ConditionExpression="attribute_not_exists(pk)")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return reply(409, "<h1>You have answered already</h1>")
    return reply(303, location="?done=1")
