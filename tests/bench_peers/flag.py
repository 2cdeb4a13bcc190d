"""Looks at recorded customers with boto3, numpy and scikit-learn, for comparison: flag.py ENDPOINT TABLE TERMS RESULTS.

TERMS is a JSON file with the moment (Unix seconds), the model's intercept and its weights by feature. The log-odds of every
customer at risk are written to RESULTS as doubles in the order of the table. No reasons are worked out.
"""

import json
import math
import struct
import sys

import boto3
import numpy as np
from sklearn.linear_model import LogisticRegression

DAY = 86_400
FRESH, FADING = 90 * DAY, 180 * DAY
FEATURES = [
    "low_score",
    "high_score",
    "high_effort",
    "low_effort",
    "fall",
    "repeated_low",
    "low_on_average",
    "decline",
    "no_score",
    "no_effort",
    "ignored",
    "silence",
    "open_complaint",
    "repeat_contact",
    "slow_reply",
    "abandoned_contact",
    "new_customer",
    "long_standing",
    "start_unknown",
    "renewal_near",
]
PLACE = {name: index for index, name in enumerate(FEATURES)}
HEAD = struct.Struct(">BIIIIBBB")
ANSWER = struct.Struct(">16xIBBBB")
UNANSWERED = struct.Struct(">16xI")
CONTACT = struct.Struct(">IIIB")
CSAT, NPS, CES, CES1 = 1, 2, 3, 4
LOW, MIDDLE = 1, 2
ABANDONED = 2
PROJECTED = ["pk", "r", "sig", "rk", "model", "pr", "fl", "flag", "erased", "la"]


def unpacked(packed):
    form, started, ended, renewed, until, answers, unanswered, contacts = HEAD.unpack_from(packed)
    if form != 2:
        raise ValueError("signals of another form")
    one = HEAD.size
    two = one + answers * ANSWER.size
    three = two + unanswered * UNANSWERED.size
    return (
        started,
        ended,
        renewed,
        until,
        list(ANSWER.iter_unpack(packed[one:two])),
        [at for (at,) in UNANSWERED.iter_unpack(packed[two:three])],
        list(CONTACT.iter_unpack(packed[three:])),
    )


def position(answer):
    _, metric, rating, out_of, _ = answer
    lowest = 0 if metric == NPS else 1
    up = max(rating - lowest, 0) / max(out_of - lowest, 1)
    return 1 - up if metric == CES1 else up


def theil_sen(points):
    slopes = sorted(
        (high - low) / (late - early)
        for index, (late, high) in enumerate(points)
        for early, low in points[:index]
        if late != early
    )
    if not slopes:
        return None
    count = len(slopes)
    return (slopes[(count - 1) // 2] + slopes[count // 2]) / 2


class Features:
    def __init__(self, moment):
        self.moment = moment

    def faded(self, at):
        age = self.moment - at
        return 1.0 if age <= FRESH else 0.5 if age <= FADING else 0.25

    def of(self, packed, row):
        """Sets the features of a customer in a row of zeros; whether the customer is at risk."""
        moment = self.moment
        started, ended, renewed, until, answers, unanswered, contacts = unpacked(packed)
        if 0 < ended < moment:
            return False
        answers = [answer for answer in answers if answer[0] < moment]
        self.said(answers, row)
        self.silent(answers, [at for at in unanswered if at < moment], row)
        self.turned_to_the_team([contact for contact in contacts if contact[0] < moment], row)
        if not 0 < started < moment:
            row[PLACE["start_unknown"]] = 1.0
        elif moment - started < FRESH:
            row[PLACE["new_customer"]] = 1.0
        elif started + 730 * DAY < moment:
            row[PLACE["long_standing"]] = 1.0
        if 0 < renewed < moment and (until - 60) * DAY < moment < (until + 1) * DAY:
            row[PLACE["renewal_near"]] = 1.0
        return True

    def said(self, answers, row):
        moment, fallen, declining = self.moment, None, None
        subjects = [((NPS, CSAT), "low_score", "high_score", "no_score"), ((CES, CES1), "high_effort", "low_effort", "no_effort")]
        for metrics, low, high, unknown in subjects:
            place = next((at for at in range(len(answers) - 1, -1, -1) if answers[at][1] in metrics), None)
            if place is None:
                row[PLACE[unknown]] = 1.0
                continue
            at, metric, rating, out_of, band = latest = answers[place]
            if band != MIDDLE:
                row[PLACE[low if band == LOW else high]] = self.faded(at)
            same = [answer for answer in answers[:place] if answer[1] == metric and answer[3] == out_of]
            if same:
                previous = same[-1]
                better = previous[2] - rating if metric == CES1 else rating - previous[2]
                if (band < previous[4] or better <= -2) and (fallen is None or at > fallen):
                    fallen = at
            if len(same) >= 2:
                slope = theil_sen([((answer[0] - at) / DAY, position(answer)) for answer in [*same, latest]])
                if slope is not None and slope <= -0.1 / 30 and (declining is None or at > declining):
                    declining = at
        if fallen is not None:
            row[PLACE["fall"]] = self.faded(fallen)
        if declining is not None:
            row[PLACE["decline"]] = self.faded(declining)
        if sum(answer[4] == LOW and moment - answer[0] <= FRESH for answer in answers) >= 2:
            row[PLACE["repeated_low"]] = 1.0
        if len(answers) >= 2:
            last = answers[-1][0]
            weights = [2.0 ** (-(last - answer[0]) / DAY / 30) for answer in answers]
            mean = sum(weight * position(answer) for weight, answer in zip(weights, answers)) / sum(weights)
            if mean < 0.5:
                row[PLACE["low_on_average"]] = self.faded(last)

    def silent(self, answers, unanswered, row):
        moment = self.moment
        answered = answers[-1][0] if answers else -1
        waiting = [at for at in unanswered if at > answered and at + 7 * DAY < moment]
        if len(waiting) >= 2:
            row[PLACE["ignored"]] = self.faded(waiting[-1])
        heard = [answer[0] for answer in answers]
        gaps = sorted(gap for gap in (b - a for a, b in zip(heard, heard[1:])) if gap >= DAY)
        if len(gaps) >= 2 and heard[-1] + max(2 * gaps[len(gaps) // 2], 30 * DAY) < moment:
            row[PLACE["silence"]] = 1.0

    def turned_to_the_team(self, contacts, row):
        moment = self.moment
        for at, _, ended, bits in reversed(contacts):
            if bits & 0x80 and not (bits & 0x40 and at + ended < moment):
                row[PLACE["open_complaint"]] = self.faded(at)
                break
        for earlier, contact in zip(reversed(contacts[:-1]), reversed(contacts)):
            if contact[0] - earlier[0] <= 7 * DAY:
                if moment - contact[0] <= FRESH:
                    row[PLACE["repeat_contact"]] = 1.0
                break
        for at, after, _, bits in contacts:
            if bits & 15 == ABANDONED and at + after < moment and moment - at <= FRESH:
                row[PLACE["abandoned_contact"]] = 1.0
                break


def model_of(terms):
    model = LogisticRegression()
    model.classes_ = np.array([0, 1])
    model.coef_ = np.array([[terms["weights"][name] for name in FEATURES]])
    model.intercept_ = np.array([terms["intercept"]])
    return model


def look(client, table, terms, results):
    model, features = model_of(terms), Features(terms["moment"])
    names = {"#" + name: name for name in PROJECTED}
    pages = client.get_paginator("scan").paginate(
        TableName=table, ProjectionExpression=",".join(names), ExpressionAttributeNames=names
    )
    customers = changed = 0
    with open(results, "wb") as file:
        for page in pages:
            items = page["Items"]
            rows, stored = np.zeros((len(items), len(FEATURES))), []
            for item in items:
                if "r" not in item or "erased" in item:
                    continue
                customers += 1
                row = rows[len(stored)]
                if "sig" in item and features.of(item["sig"]["B"], row):
                    stored.append(float(item["rk"]["N"]) if "rk" in item else math.nan)
                else:
                    row[:] = 0.0
            if not stored:
                continue
            chances = model.predict_proba(rows[: len(stored)])
            log_odds = np.log(chances[:, 1]) - np.log(chances[:, 0])
            changed += int(np.sum(~np.isclose(log_odds, stored, rtol=0, atol=1e-9)))
            log_odds.tofile(file)
    return {"customers": customers, "changed": changed}


def main():
    endpoint, table, terms, results = sys.argv[1:]
    client = boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    with open(terms, encoding="utf-8") as file:
        terms = json.load(file)
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(look(client, table, terms, results)), flush=True)
    sys.stdin.read()


main()
