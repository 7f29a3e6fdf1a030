"""The forms of the documents' payloads, as docs/formats.md writes them down.

Each function demands that a payload has the members that it must have, of the kinds and within the
bounds that they must have. Who signed, and what belongs to what, check_folder.py sees to.
"""

import re
from urllib.parse import urlsplit

from formats import demand, exactly, load, read_jwk, thumbprint, unb64

DPV = re.compile(r"https://w3id\.org/dpv#[A-Za-z0-9-]+")
OIN = re.compile(r"[0-9]{20}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
DURATION = re.compile(r"P(?=[0-9T])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?(T(?=[0-9]).*)?")
BRP, BRI = "urn:nl:blauweknop:brp:1", "urn:nl:blauweknop:bri:1"
HOLDING = (
    "category", "label", "records", "since", "updated", "purpose", "legal_basis", "retention",
    "recipients",
)


def text(value, expected="text"):
    demand(isinstance(value, str) and value, expected)
    return value


def number(value, least=0):
    demand(isinstance(value, int) and not isinstance(value, bool) and value >= least, "a number")
    return value


def texts(value):
    demand(isinstance(value, list) and all(isinstance(one, str) for one in value), "texts")
    return value


def objects(value, least=0):
    demand(
        isinstance(value, list) and len(value) >= least and all(isinstance(o, dict) for o in value),
        "a list of objects",
    )
    return value


def matching(form, value, expected):
    demand(isinstance(value, str) and form.fullmatch(value), expected)
    return value


def hash43(value):
    demand(isinstance(value, str) and len(unb64(value)) == 32, "a hash")


def date(value):
    if value is not None:
        matching(DATE, value, "a date or null")


def localized(value):
    exactly(value, "nl", "en")
    text(value["nl"])
    text(value["en"])


def identity(payload):
    """`iss`, `iat` and `jti`, which every document of our own has."""
    text(payload["iss"])
    number(payload["iat"], 1)
    demand(len(unb64(payload["jti"])) == 16, "a jti of 16 bytes")


def lifetime(payload, most):
    number(payload["iat"], 1)
    number(payload["exp"], 1)
    demand(0 < payload["exp"] - payload["iat"] <= most, f"a life of at most {most} seconds")


def https(value, origin=False):
    parts = urlsplit(text(value))
    demand(parts.scheme == "https" and parts.hostname, "an https address")
    demand(parts.username is None and not parts.fragment, "no user info and no fragment")
    demand(value.isascii() and parts.netloc == parts.netloc.lower(), "a lower-case host")
    if origin:
        demand(not parts.path and not parts.query and parts.port != 443, "an origin")
    return f"https://{parts.netloc}".removesuffix(":443")


def encryption_key(jwk):
    exactly(jwk, "kty", "crv", "x", "y", "kid", "use", "alg")
    read_jwk(jwk)
    demand(jwk["use"] == "enc" and jwk["alg"] == "ECDH-ES", "a key to encrypt to")
    demand(jwk["kid"] == thumbprint(jwk), "a kid that is the thumbprint")


def party(entry):
    matching(SLUG, entry["slug"], "a slug")
    matching(OIN, entry["oin"], "an OIN")
    text(entry["name"])


def directory(payload):
    identity(payload)
    lifetime(payload, 2_592_000)
    number(payload["version"], 1)
    everyone = [payload["service"]]
    kinds = []
    for source in objects(payload["sources"], 1):
        party(source)
        matching(OIN, source["operator"], "an OIN")
        https(source["endpoint"])
        for key in objects(source["jwks"]["keys"], 1):
            encryption_key(key)
        kinds += texts(source["vcts"])
        texts(source["categories"])
        everyone.append(source)
    for recipient in objects(payload["recipients"]):
        party(recipient)
        demand(isinstance(recipient["bsn"], bool), "bsn to be true or false")
        for origin in texts(recipient["origins"]):
            https(origin, origin=True)
        for term, claims in recipient["purposes"].items():
            matching(DPV, term, "a DPV term")
            demand(isinstance(claims, dict), "claims per vct")
            for paths in claims.values():
                demand(all(texts(path) for path in paths), "paths")
        everyone.append(recipient)
    party(payload["service"])
    https(payload["service"]["endpoint"])
    for name in ("slug", "oin"):
        found = [one[name] for one in everyone]
        demand(len(set(found)) == len(found), f"every {name} once")
    demand(len(set(kinds)) == len(kinds), "each vct at one source")
    exactly(payload["log"], "origin", "key")
    text(payload["log"]["origin"])
    demand(len(unb64(payload["log"]["key"])) == 32, "a log key of 32 bytes")
    https(payload["identity_provider"]["issuer"])
    for key in objects(payload["identity_provider"]["jwks"]["keys"], 1):
        read_jwk(key)
    for address in texts(payload["crls"]):
        https(address)


def mandate(payload):
    identity(payload)
    lifetime(payload, 300)
    hash43(payload["directory"])
    hash43(payload["ath"])
    demand(payload["action"] in ("holdings", "attestation"), "an action")
    if payload["action"] == "holdings":
        demand(payload["aud"] == "urn:blauweknop:sources", "all sources")


def statement(payload, entry, mandate_payload):
    identity(payload)
    hash43(payload["mandate"])
    demand(isinstance(payload["holds"], bool), "holds to be true or false")
    demand(
        mandate_payload["iat"] - 60 <= payload["iat"] <= mandate_payload["exp"] + 60,
        "a statement made during the mandate's life",
    )
    for one in objects(payload["holdings"]):
        exactly(one, *HOLDING)
        demand(one["category"] in entry["categories"], "a category of the source")
        localized(one["label"])
        localized(one["purpose"])
        number(one["records"])
        date(one["since"])
        date(one["updated"])
        text(one["legal_basis"])
        if one["retention"] is not None:
            matching(DURATION, one["retention"], "a duration or null")
        texts(one["recipients"])


def row(one):
    more = {"statement"} if one["outcome"] in ("holds", "holds-nothing") else {"reason"}
    exactly(one, "oin", "name", "outcome", "asked_at", "answered_at", *more)
    number(one["asked_at"], 1)
    if "statement" in one:
        number(one["answered_at"], 1)
    elif one["answered_at"] is not None:
        number(one["answered_at"], 1)
    if "reason" in one:
        exactly(one["reason"], "code", "message")
        codes = ("timeout", "unreachable", "too-large", "invalid-answer", "refused")
        demand(one["reason"]["code"] in codes, "a reason")
        text(one["reason"]["message"])


def request(payload, entry):
    """The request object and its terms, by the directory's entry of who asks."""
    for name in ("iss", "jti", "redirect_uri", "transaction_data_hashes_alg"):
        demand(name not in payload, f"no {name}")
    lifetime(payload, 2_592_000)
    demand(payload["aud"] == "https://self-issued.me/v2", "the aud of OpenID4VP")
    demand(payload["response_type"] == "vp_token", "vp_token")
    demand(payload["response_mode"] == "direct_post.jwt", "direct_post.jwt")
    demand(https(payload["response_uri"]) in entry["origins"], "an origin of the directory")
    for name in ("nonce", "state"):
        demand(len(text(payload[name])) >= 22, f"a {name} of 16 bytes")
    metadata = payload["client_metadata"]
    (key,) = metadata["jwks"]["keys"]
    encryption_key(key)
    methods = texts(metadata["encrypted_response_enc_values_supported"])
    demand(set(methods) & {"A128GCM", "A256GCM"}, "an encryption that is known")
    for name in ("sd-jwt_alg_values", "kb-jwt_alg_values"):
        demand("ES256" in metadata["vp_formats_supported"]["dc+sd-jwt"][name], "ES256")
    queries(payload["dcql_query"])
    (encoded,) = payload["transaction_data"]
    terms = load(unb64(encoded))
    exactly(
        terms, "type", "credential_ids", "recipient", "purpose", "legal_basis", "retention",
        "notice", "withdrawal",
    )
    demand(terms["type"] == "urn:nl:blauweknop:consent-terms:1", "the terms' type")
    exactly(terms["recipient"], "oin", "name")
    demand(terms["recipient"]["name"] == entry["name"], "the directory's name")
    exactly(terms["purpose"], "term", "text")
    localized(terms["purpose"]["text"])
    text(terms["legal_basis"])
    matching(DURATION, terms["retention"], "a duration")
    https(terms["notice"])
    demand(https(terms["withdrawal"]) in entry["origins"], "an origin of the directory")
    accredited(payload["dcql_query"], entry, terms)
    return terms


def queries(query):
    asked = {one["id"]: one for one in objects(query["credentials"], 1)}
    demand(len(asked) == len(query["credentials"]), "every id once")
    placed, needed = set(), set()
    for one in objects(query["credential_sets"], 1):
        (option,) = one["options"]
        placed |= set(texts(option))
        needed |= set(option) if one.get("required", True) else set()
    demand(needed and placed == set(asked), "every query in a set, and one needed")
    for one in asked.values():
        demand(one["format"] == "dc+sd-jwt", "dc+sd-jwt")
        demand(not {"multiple", "claim_sets"} & set(one), "the profile's members")
        (_,) = texts(one["meta"]["vct_values"])
        for claim in objects(one["claims"], 1):
            demand(len(texts(claim["path"])) == 1, "whole disclosures")
    named = [
        {claim["path"][0] for claim in asked[name]["claims"]}
        for name in needed
        if asked[name]["meta"]["vct_values"] == [BRP]
    ]
    if any(one["meta"]["vct_values"] == [BRI] for one in asked.values()):
        demand(any({"naam", "geboorte"} <= names for names in named), "income with who it is of")


def accredited(query, entry, terms):
    demand(terms["purpose"]["term"] in entry["purposes"], "a purpose of the directory")
    allowed = entry["purposes"][terms["purpose"]["term"]]
    needed = set()
    for one in query["credential_sets"]:
        needed |= set(one["options"][0]) if one.get("required", True) else set()
    (bound,) = terms["credential_ids"]
    demand(bound in needed, "the terms of a needed query")
    for one in query["credentials"]:
        (kind,) = one["meta"]["vct_values"]
        for claim in one["claims"]:
            demand(claim["path"] in allowed.get(kind, []), "claims that it may ask")
            demand(claim["path"] != ["burgerservicenummer"] or entry["bsn"], "a right to the BSN")


PERSON = {
    "naam": {"voornamen": str, "voorvoegsel": str, "geslachtsnaam": str, "volledigeNaam": str},
    "geboorte": {"datum": "date", "plaats": str, "land": str},
    "adres": {
        "straat": str, "huisnummer": int, "huisletter": str, "huisnummertoevoeging": str,
        "postcode": str, "woonplaats": str, "gemeente": str, "datumVan": "date", "functie": str,
        "inOnderzoek": bool, "geheimhouding": bool,
    },
}
INCOME = {
    "belastingjaar": int, "soort": str, "bedrag": int, "status": str,
    "vaststellingsdatum": "date", "inOnderzoek": bool,
}
LIMIT = {
    "limit": str, "amount": int, "belastingjaar": int, "indexed": bool, "under": bool,
    "limits_version": str,
}
SIMPLE = {"geslacht", "nationaliteiten", "partner", "overlijden", "burgerservicenummer"}


def claim(kind, name, value):
    """A claim with its qualifiers: every member, null where unknown, qualifiers never."""
    year = re.fullmatch(r"inkomen-([0-9]{4})", name)
    if kind == BRP:
        demand(name in PERSON or name in SIMPLE, "a claim of this kind")
        shape = PERSON.get(name)
    else:
        demand(year or name.startswith("onder-"), "a claim of this kind")
        shape = INCOME if year else LIMIT
    if value is None or shape is None:
        return
    demand(isinstance(value, dict), "an object")
    for member, form in shape.items():
        demand(member in value, f"{member} in {name}")
        found = value[member]
        if form is bool:
            demand(isinstance(found, bool), f"{member} to be true or false")
        elif form == "date":
            date(found)
        elif found is None:
            demand(kind == BRP, f"a known {member}")
        else:
            demand(isinstance(found, form) and not isinstance(found, bool), f"{member} in {name}")
    if year:
        demand(value["belastingjaar"] == int(year[1]), "the year of the claim's name")
        demand(value["soort"] in ("verzamelinkomen", "belastbaarLoon"), "a kind of income")
    elif shape is LIMIT:
        demand(name == "onder-" + value["limit"], "the limit of the claim's name")
