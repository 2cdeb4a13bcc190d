#!/usr/bin/env python3
"""Mints survey links: one JSON object of facts a line on standard input, one token a line on standard output.

    AISANCE_MINT_KEY="$(aisance keys mint)" python3 mint.py < facts.jsonl

A link is the address of the survey page, `https://…/s/`, and then the token. The format is in link-token.md beside this
file. Needs Python 3.9 or newer and `pip install cryptography`. At the first line with something wrong it stops, says
on standard error what is wrong, and exits with status 1. `--allow-raw-ids` takes customer ids that look like e-mail
addresses or telephone numbers: for ids that only happen to have that shape.
"""

import base64
import datetime
import json
import os
import re
import sys
import unicodedata

from cryptography.hazmat.primitives.ciphers.aead import AESSIV

CHANNELS = ["email", "sms", "whatsapp", "chat", "qr", "kiosk", "web"]
FIELDS = {"survey", "customer", "touchpoint", "reference", "attributes", "channel", "language", "issued", "valid_days"}
MAX_PLAINTEXT = 751


def check(valid, message):
    if not valid:
        raise ValueError(message)


def matches(pattern, value):
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def text(name, value, longest):
    """Normalises a text and gives its UTF-8 bytes."""
    check(isinstance(value, str), f"the {name} must be a text")
    value = unicodedata.normalize("NFC", value)
    data = value.encode("utf-8")
    check(1 <= len(data) <= longest, f"the {name} must be 1 to {longest} bytes long")
    check(not any(unicodedata.category(c) == "Cc" for c in value), f"the {name} contains a control character")
    check(value == value.strip(), f"the {name} begins or ends with white space")
    return data


def looks_raw(customer):
    """Whether an id has the shape of an e-mail address or a telephone number."""
    plain = unicodedata.normalize("NFKC", customer)
    phone = matches(r"[0-9+ ().-]*", plain) and sum(c in "0123456789" for c in plain) >= 7
    return "@" in plain or (phone and (plain.startswith("+") or any(c in " ().-" for c in plain)))


def plaintext(facts, allow_raw_ids=False):
    """The bytes of the facts before encryption; ValueError where they break a rule."""
    check(isinstance(facts, dict), "the facts must be a JSON object")
    check(set(facts) <= FIELDS, f"unknown field {', '.join(sorted(set(facts) - FIELDS))}")
    check(matches(r"[a-z0-9][a-z0-9_-]{0,31}", facts.get("survey")), "the survey id must be 1 to 32 of a-z, 0-9, - and _")
    customer, reference, language = (facts.get(name) for name in ("customer", "reference", "language"))
    attributes = facts.get("attributes", {})
    optional = b""
    flags = 0
    if customer is not None:
        data = text("customer", customer, 64)
        check(allow_raw_ids or not looks_raw(customer), "the customer looks like an e-mail address or a telephone number")
        flags |= 0x80
        optional += bytes([len(data)]) + data
    if reference is not None:
        data = text("reference", reference, 64)
        check(customer is not None or len(data) >= 16, "without a customer, the reference must be 16 random bytes or more")
        flags |= 0x40
        optional += bytes([len(data)]) + data
    check(customer is not None or reference is not None, "without a customer there must be a random reference")
    if language is not None:
        pattern = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?"
        check(matches(pattern, language), "the language must be a tag such as en, pt-BR, zh-Hans or es-419")
        flags |= 0x10
        optional += bytes([len(language)]) + language.encode()
    check(isinstance(attributes, dict) and len(attributes) <= 10, "the attributes must be an object of at most 10")
    if attributes:
        flags |= 0x20
        optional += bytes([len(attributes)])
        for name in sorted(attributes):
            check(matches(r"[a-z][a-z0-9_]{0,31}", name), f"the attribute name {name!r} must be a-z, 0-9 and _")
            data = text(f"value of the attribute {name}", attributes[name], 64)
            optional += bytes([len(name)]) + name.encode() + bytes([len(data)]) + data
    check(facts.get("channel") in CHANNELS, f"the channel must be one of {', '.join(CHANNELS)}")
    flags |= CHANNELS.index(facts["channel"])

    issued, valid_days = facts.get("issued"), facts.get("valid_days")
    check(matches(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", issued), "the issue date must be written 2026-11-21")
    day = (datetime.date.fromisoformat(issued) - datetime.date(1970, 1, 1)).days
    check(0 <= day <= 0xFFFF, "the issue date must be between 1970-01-01 and 2149-06-06")
    check(type(valid_days) is int and 1 <= valid_days <= 90, "the link must be valid for 1 to 90 days")

    survey, touchpoint = facts["survey"].encode(), text("touchpoint", facts.get("touchpoint"), 40)
    head = bytes([flags]) + day.to_bytes(2, "big") + bytes([valid_days])
    result = head + bytes([len(survey)]) + survey + bytes([len(touchpoint)]) + touchpoint + optional
    check(len(result) <= MAX_PLAINTEXT, f"the facts take {len(result)} bytes where a link has room for {MAX_PLAINTEXT}")
    return result


def mint(mint_key, facts, allow_raw_ids=False):
    """The token of these facts under a mint key as `aisance keys mint` prints it."""
    key_id, _, key = mint_key.strip().partition(":")
    check(matches(r"[1-9]|1[0-5]", key_id) and matches(r"[A-Za-z0-9_-]{86}", key), "the mint key is not one")
    first = bytes([1 << 4 | int(key_id)])
    sealed = AESSIV(base64.urlsafe_b64decode(key + "==")).encrypt(plaintext(facts, allow_raw_ids), [first])
    return base64.urlsafe_b64encode(first + sealed).rstrip(b"=").decode()


def main():
    allow_raw_ids = sys.argv[1:] == ["--allow-raw-ids"]
    if sys.argv[1:] and not allow_raw_ids:
        sys.exit(__doc__)
    if "AISANCE_MINT_KEY" not in os.environ:
        sys.exit("AISANCE_MINT_KEY is not set: put there what `aisance keys mint` prints")
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            print(mint(os.environ["AISANCE_MINT_KEY"], json.loads(line), allow_raw_ids))
        except ValueError as error:
            sys.stdout.flush()
            sys.exit(f"line {number}: {error}")


if __name__ == "__main__":
    main()
