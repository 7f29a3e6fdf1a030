"""Makes a folder like demo-output/ with parties, keys and documents of its own.

A second implementation of the documents (docs/formats.md), without the project's code:
`blauweknop verify` must accept what it makes. Usage: make_folder.py FOLDER; also writes FOLDER-loose, with documents
that no such folder has, and FOLDER.key, the private key of the request.
"""

import base64
import datetime
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from formats import (
    b64,
    checkpoint,
    commitment,
    digest,
    disclosure,
    dump,
    encrypt,
    encryption_jwk,
    inclusion,
    jws_hash,
    leaf_bytes,
    leaf_hash,
    payload_of,
    public_jwk,
    random_id,
    root,
    sha256,
    sign,
    text_hash,
    thumbprint,
    thumbprint_uri,
)

NOW = int(time.time())
DAY = 86_400


def moment(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)


def pem(thing):
    return thing.public_bytes(Encoding.PEM).decode()


def private_pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


# Certificates


def certificate(subject, key, issuer, extensions, days):
    """Issued by (name, key), or by itself where issuer is None."""
    name = x509.Name([x509.NameAttribute(kind, text) for kind, text in subject])
    issuer_name, issuer_key = issuer or (name, key)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment(NOW - DAY))
        .not_valid_after(moment(NOW + days * DAY))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False
        )
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def usage(*names):
    kinds = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
        "key_cert_sign crl_sign encipher_only decipher_only"
    ).split()
    return x509.KeyUsage(**{kind: kind in names for kind in kinds})


class Authority:
    """A root and an intermediate of one role, with the lists of both."""

    def __init__(self, name):
        self.root_key = ec.generate_private_key(ec.SECP256R1())
        self.key = ec.generate_private_key(ec.SECP256R1())
        signs = usage("key_cert_sign", "crl_sign")
        self.root = certificate(
            [(NameOID.COMMON_NAME, f"{name} root")],
            self.root_key,
            None,
            [(x509.BasicConstraints(True, None), True), (signs, True)],
            3650,
        )
        self.intermediate = certificate(
            [(NameOID.COMMON_NAME, name)],
            self.key,
            (self.root.subject, self.root_key),
            [(x509.BasicConstraints(True, 0), True), (signs, True)],
            1825,
        )
        self.lists = [
            self.revocation_list(self.root, self.root_key),
            self.revocation_list(self.intermediate, self.key),
        ]

    def revocation_list(self, issuer, key):
        return (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.subject)
            .last_update(moment(NOW - 3600))
            .next_update(moment(NOW + 30 * DAY))
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), False
            )
            .add_extension(x509.CRLNumber(1), False)
            .sign(key, hashes.SHA256())
        )

    def seal(self, oin, name, uri):
        """A seal certificate: digitalSignature alone, no extended key usage, one URI."""
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = certificate(
            [
                (NameOID.COUNTRY_NAME, "NL"),
                (NameOID.ORGANIZATION_NAME, name),
                (NameOID.SERIAL_NUMBER, oin),
                (NameOID.COMMON_NAME, name),
            ],
            key,
            (self.intermediate.subject, self.key),
            [
                (x509.BasicConstraints(False, None), True),
                (usage("digital_signature"), True),
                (
                    x509.SubjectAlternativeName([x509.UniformResourceIdentifier(uri)]),
                    False,
                ),
            ],
            365,
        )
        return Seal(oin, name, uri, key, [leaf, self.intermediate])

    def time_stamping(self):
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = certificate(
            [(NameOID.COMMON_NAME, "Second Stamps")],
            key,
            (self.intermediate.subject, self.key),
            [
                (x509.BasicConstraints(False, None), True),
                (usage("digital_signature"), True),
                (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True),
            ],
            365,
        )
        return key, leaf


class Seal:
    def __init__(self, oin, name, uri, key, chain):
        self.oin, self.name, self.uri, self.key, self.chain = oin, name, uri, key, chain

    @property
    def x5c(self):
        return [base64.b64encode(c.public_bytes(Encoding.DER)).decode() for c in self.chain]

    @property
    def leaf_hash(self):
        return b64(sha256(self.chain[0].public_bytes(Encoding.DER)))

    def compact(self, typ, payload):
        header = {"alg": "ES256", "typ": typ, "x5c": self.x5c}
        return sign(header, dump(payload), self.key)

    def own(self, issued):
        """The members that every document of our own begins with."""
        return {"iss": self.uri, "iat": issued, "jti": random_id()}

    def jades(self, kind, issued, members, stamp):
        """A flattened JWS in the JAdES profile, with a timestamp over its signature."""
        header = {
            "alg": "ES256",
            "typ": "jose+json",
            "cty": f"application/vnd.blauweknop.{kind}+json",
            "iat": issued,
            "x5c": self.x5c,
            "x5t#S256": self.leaf_hash,
        }
        text = sign(header, dump(self.own(issued) | members), self.key)
        protected, payload, signature = text.split(".")
        token = base64.b64encode(stamp(signature.encode())).decode()
        return dump(
            {
                "payload": payload,
                "protected": protected,
                "header": {"etsiU": [{"sigTst": {"tstTokens": [{"val": token}]}}]},
                "signature": signature,
            }
        ).decode()


def citizen(typ, payload, key):
    header = {"alg": "ES256", "typ": typ, "jwk": public_jwk(key.public_key())}
    own = {"iss": thumbprint_uri(header["jwk"]), "iat": NOW, "jti": random_id()}
    return sign(header, dump(own | payload), key)


class Stamps:
    """RFC 3161 through the openssl command."""

    def __init__(self, authority, folder):
        key, leaf = authority.time_stamping()
        self.folder = Path(folder)
        (self.folder / "tsa.pem").write_text(pem(leaf))
        (self.folder / "tsa.key").write_text(private_pem(key))
        (self.folder / "serial").write_text("01\n")
        (self.folder / "ts.cnf").write_text(
            "[tsa]\ndefault_tsa = stamps\n[stamps]\n"
            f"serial = {self.folder}/serial\nsigner_digest = sha256\ndigests = sha256\n"
            "default_policy = 2.999.1\nordering = no\ntsa_name = no\n"
            "ess_cert_id_chain = no\ness_cert_id_alg = sha256\n"
        )

    def __call__(self, data):
        (self.folder / "data").write_bytes(data)
        for command in (
            "-query -data data -sha256 -cert -out query",
            "-reply -config ts.cnf -section stamps -queryfile query -signer tsa.pem "
            "-inkey tsa.key -out reply",
            "-reply -config ts.cnf -in reply -token_out -out token",
        ):
            subprocess.run(
                ["openssl", "ts", *command.split()],
                cwd=self.folder,
                check=True,
                capture_output=True,
            )
        return (self.folder / "token").read_bytes()


# Attestations


def attestation(seal, vct, subject, holder, claims):
    """SD-JWT as issued: every claim a disclosure of its own."""
    hour = NOW - NOW % 3600
    disclosures = {name: disclosure(name, value) for name, value in claims.items()}
    payload = {
        "iss": seal.uri,
        "iat": hour,
        "nbf": hour,
        "exp": hour + DAY,
        "vct": vct,
        "sub": b64(sha256(f"{subject}.{thumbprint(holder)}".encode())),
        "cnf": {"jwk": holder},
        "_sd_alg": "sha-256",
        "_sd": sorted(digest(text) for text in disclosures.values()),
    }
    return seal.compact("dc+sd-jwt", payload), disclosures


def present(issued, names, request, key, terms=None):
    """SD-JWT+KB: the named disclosures, and a key binding over them."""
    jws, disclosures = issued
    shown = "~".join([jws, *(disclosures[name] for name in names), ""])
    binding = {
        "iat": NOW,
        "aud": request["client_id"],
        "nonce": request["nonce"],
        "sd_hash": text_hash(shown),
    }
    if terms:
        binding["transaction_data_hashes"] = [text_hash(terms)]
    return shown + sign({"alg": "ES256", "typ": "kb+jwt"}, dump(binding), key)


BRP = "urn:nl:blauweknop:brp:1"
BRI = "urn:nl:blauweknop:bri:1"
PURPOSE = "https://w3id.org/dpv#ServiceProvision"
PERSON = {
    "naam": {
        "voornamen": "Sanne",
        "voorvoegsel": None,
        "geslachtsnaam": "Élan",
        "volledigeNaam": "Sanne Élan",
    },
    "geboorte": {"datum": "1988-07", "plaats": "Delft", "land": "Nederland"},
    "adres": {
        "straat": "Voldersgracht",
        "huisnummer": 1,
        "huisletter": None,
        "huisnummertoevoeging": None,
        "postcode": "2611ET",
        "woonplaats": "Delft",
        "gemeente": "Delft",
        "land": None,
        "regels": None,
        "datumVan": "2019",
        "functie": "woonadres",
        "inOnderzoek": False,
        "geheimhouding": True,
    },
    "geslacht": "vrouw",
    "nationaliteiten": ["Nederlandse"],
    "partner": None,
    "overlijden": None,
    "burgerservicenummer": None,
}
INCOME = {
    "inkomen-2024": {
        "belastingjaar": 2024,
        "soort": "verzamelinkomen",
        "bedrag": 28_000,
        "status": "definitief",
        "vaststellingsdatum": "2025-06-01",
        "inOnderzoek": False,
    },
    "onder-daeb-2026-eenpersoons": {
        "limit": "daeb-2026-eenpersoons",
        "amount": 51_537,
        "belastingjaar": 2024,
        "indexed": False,
        "under": True,
        "limits_version": "2026-01-01",
    },
    "inkomen-2023": None,
}


def make(folder, scratch):
    authorities = {
        name: Authority(f"Second {name}")
        for name in ("scheme", "sources", "service", "recipients", "tsa")
    }
    scheme = authorities["scheme"].seal("00000099000000001001", "Second Scheme", "https://s.example")
    brp = authorities["sources"].seal("00000099000000001002", "Second BRP", "https://brp.example")
    bri = authorities["sources"].seal("00000099000000001003", "Second BRI", "https://bri.example")
    service = authorities["service"].seal(
        "00000099000000001004", "Second Service", "https://service.example"
    )
    corporation = authorities["recipients"].seal(
        "00000099000000001005", "Second Corporation", "https://corporation.example"
    )
    stamp = Stamps(authorities["tsa"], scratch)
    write_trust(folder, authorities)

    names = ("session", "holder", "request", "brp", "bri", "provider")
    keys = {name: ec.generate_private_key(ec.SECP256R1()) for name in names}
    log_key = ed25519.Ed25519PrivateKey.generate()
    log_public = log_key.public_key().public_bytes_raw()
    log_origin = "log.second.example/2026"
    vkey = sha256(f"{log_origin}\n".encode() + b"\x01" + log_public)[:4].hex()
    encoded = base64.b64encode(b"\x01" + log_public).decode()
    (folder / "trust/log.vkey").write_text(f"{log_origin}+{vkey}+{encoded}\n")

    files, loose = {}, {}
    files["directory.jwt"] = directory = scheme.compact(
        "directory+jwt",
        scheme.own(NOW)
        | {
            "exp": NOW + 30 * DAY,
            "version": 7,
            "sources": [
                source("brp", brp, keys["brp"], BRP, ["persoon"]),
                source("bri", bri, keys["bri"], BRI, ["inkomen"]),
            ],
            "recipients": [
                {
                    "slug": "corporation",
                    "oin": corporation.oin,
                    "name": corporation.name,
                    "bsn": False,
                    "origins": ["https://corporation.example:8443"],
                    "purposes": {
                        PURPOSE: {
                            BRP: [["naam"], ["geboorte"], ["adres"]],
                            BRI: [["inkomen-2024"], ["onder-daeb-2026-eenpersoons"]],
                        }
                    },
                }
            ],
            "service": {
                "slug": "service",
                "oin": service.oin,
                "name": service.name,
                "endpoint": "https://service.example",
            },
            "log": {"origin": log_origin, "key": b64(log_public)},
            "identity_provider": {
                "issuer": "https://digid.example",
                "jwks": {"keys": [public_jwk(keys["provider"].public_key())]},
            },
            "crls": ["https://crl.example/sources.crl"],
        },
    )
    loose["mandate.jwt"] = mandate = citizen(
        "mandate+jwt",
        {
            "exp": NOW + 300,
            "action": "holdings",
            "aud": "urn:blauweknop:sources",
            "directory": jws_hash(directory),
            "ath": text_hash("the sources' token"),
        },
        keys["session"],
    )
    loose["statement.jwt"] = statement = state(brp, mandate, HOLDINGS)
    files["overview.json"] = service.jades(
        "overview",
        NOW,
        {
            "sub": random_id(),
            "mandate": mandate,
            "sources": [
                row(brp, "holds", {"statement": statement}),
                row(
                    bri,
                    "unavailable",
                    {"reason": {"code": "timeout", "message": "It did not answer in time."}},
                ),
            ],
        },
        stamp,
    )

    files["request.jwt"], request, terms = ask(corporation, keys["request"])
    holder = public_jwk(keys["holder"].public_key())
    person = attestation(brp, BRP, "subject-at-the-sources", holder, PERSON)
    income = attestation(bri, BRI, "subject-at-the-sources", holder, INCOME)
    loose["person.sd-jwt"] = "~".join([person[0], *person[1].values(), ""])
    loose["income.sd-jwt"] = "~".join([income[0], *income[1].values(), ""])
    presented = {
        "who": present(person, ["naam", "geboorte"], request, keys["holder"], terms),
        "under": present(income, ["onder-daeb-2026-eenpersoons"], request, keys["holder"]),
    }
    files["consent.jwt"] = consent = citizen(
        "consent+jwt",
        {
            "directory": jws_hash(directory),
            "request": jws_hash(files["request.jwt"]),
            "recipient": {"oin": corporation.oin, "client_id": request["client_id"]},
            "claims": {
                "who": [["geboorte"], ["naam"]],
                "under": [["onder-daeb-2026-eenpersoons"]],
            },
            "presentations": {query: text_hash(text) for query, text in presented.items()},
        },
        keys["holder"],
    )
    response = {
        "vp_token": {query: [text] for query, text in presented.items()},
        "state": request["state"],
        "consent": consent,
        "confirm": random_id(),
        "pad": "",
    }
    response["pad"] = "0" * (-len(dump(response)) % 16_384)
    files["response.json"] = dump(response).decode()
    jwk = request["client_metadata"]["jwks"]["keys"][0]
    files["package.jwe"] = package = encrypt(dump(response), jwk)

    register(files, service, corporation, directory, consent, package, stamp, log_origin, log_key)
    loose["withdrawal.jwt"] = withdrawal = service.compact(
        "withdrawal+jwt",
        service.own(NOW) | {"consent_id": payload_of(consent)["jti"], "consent": jws_hash(consent)},
    )
    loose["deletion-receipt.json"] = corporation.jades(
        "deletion",
        NOW,
        {"withdrawal": jws_hash(withdrawal), "consent": jws_hash(consent)},
        stamp,
    )
    loose["directory.jwt"] = directory
    loose["consent.jwt"] = consent
    for name, text in files.items():
        (folder / name).write_text(text)
    for name, text in loose.items():
        (beside(folder, "-loose") / name).write_text(text)
    (beside(folder, "-loose") / "trust").symlink_to(folder.resolve() / "trust")
    beside(folder, ".key").write_text(private_pem(keys["request"]))


def beside(folder, ending):
    return folder.with_name(folder.name + ending)


def write_trust(folder, authorities):
    (folder / "trust").mkdir(parents=True)
    beside(folder, "-loose").mkdir()
    for name, authority in authorities.items():
        (folder / f"trust/{name}.pem").write_text(pem(authority.root))
    (folder / "trust/intermediates.pem").write_text(
        "".join(pem(authority.intermediate) for authority in authorities.values())
    )
    (folder / "trust/crls.pem").write_text(
        "".join(pem(one) for authority in authorities.values() for one in authority.lists)
    )


def source(slug, seal, key, vct, categories):
    return {
        "slug": slug,
        "oin": seal.oin,
        "name": seal.name,
        "operator": seal.oin,
        "endpoint": f"https://{slug}.example:8443",
        "jwks": {"keys": [encryption_jwk(key.public_key())]},
        "vcts": [vct],
        "categories": categories,
    }


HOLDINGS = [
    {
        "category": "persoon",
        "label": {"nl": "Persoonsgegevens", "en": "Personal details"},
        "records": 1,
        "since": "1988-07",
        "updated": None,
        "purpose": {"nl": "Bijhouding", "en": "Registration"},
        "legal_basis": "Wet BRP",
        "retention": "P110Y",
        "recipients": ["Gemeenten"],
    }
]


def state(seal, mandate, holdings):
    return seal.compact(
        "holdings+jwt",
        seal.own(NOW)
        | {"mandate": jws_hash(mandate), "holds": bool(holdings), "holdings": holdings},
    )


def row(seal, outcome, more):
    answered = NOW if "statement" in more else None
    return {
        "oin": seal.oin,
        "name": seal.name,
        "outcome": outcome,
        "asked_at": NOW,
        "answered_at": answered,
    } | more


def ask(seal, key):
    """The request object, its payload and the terms as they stand in it."""
    origin = "https://corporation.example:8443"
    terms = b64(
        dump(
            {
                "type": "urn:nl:blauweknop:consent-terms:1",
                "credential_ids": ["who"],
                "recipient": {"oin": seal.oin, "name": seal.name},
                "purpose": {"term": PURPOSE, "text": {"nl": "Toewijzing", "en": "Allocation"}},
                "legal_basis": "Woningwet",
                "retention": "P1Y",
                "notice": f"{origin}/privacy",
                "withdrawal": f"{origin}/v1/withdrawals",
            }
        )
    )
    algorithms = {"sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"]}
    request = {
        "client_id": f"x509_hash:{seal.leaf_hash}",
        "aud": "https://self-issued.me/v2",
        "response_type": "vp_token",
        "response_mode": "direct_post.jwt",
        "response_uri": f"{origin}/v1/responses",
        "nonce": b64(os.urandom(16)),
        "state": b64(os.urandom(16)),
        "iat": NOW,
        "exp": NOW + 14 * DAY,
        "dcql_query": {
            "credentials": [
                query("who", BRP, ["naam", "geboorte"]),
                query("under", BRI, ["onder-daeb-2026-eenpersoons"]),
            ],
            "credential_sets": [
                {"options": [["who"]]},
                {"options": [["under"]], "required": False},
            ],
        },
        "client_metadata": {
            "jwks": {"keys": [encryption_jwk(key.public_key())]},
            "vp_formats_supported": {"dc+sd-jwt": algorithms},
            "encrypted_response_enc_values_supported": ["A128GCM", "A256GCM"],
        },
        "transaction_data": [terms],
    }
    return seal.compact("oauth-authz-req+jwt", request), request, terms


def query(name, vct, claims):
    return {
        "id": name,
        "format": "dc+sd-jwt",
        "meta": {"vct_values": [vct]},
        "claims": [{"path": [claim]} for claim in claims],
    }


def register(files, service, corporation, directory, consent, package, stamp, origin, log_key):
    """Registration, receipt, and the release's place in the log."""
    entry = {
        "time": NOW,
        "event": "consent",
        "actor": service.oin,
        "document": jws_hash(consent),
    }
    secret = os.urandom(32)
    leaves = [leaf_hash(os.urandom(8)) for _ in range(4)]
    leaves.append(leaf_hash(leaf_bytes(entry, secret)))
    path = inclusion(leaves, 4)
    note = checkpoint(origin, len(leaves), root(leaves), log_key)
    files["registration.json"] = registration = service.jades(
        "registration",
        NOW,
        {
            "directory": jws_hash(directory),
            "consent": jws_hash(consent),
            "package": text_hash(package),
            "log": {
                "index": 4,
                "inclusion_proof": [b64(step) for step in path],
                "checkpoint": note,
                "entry": entry,
                "key": b64(secret),
            },
        },
        stamp,
    )
    files["receipt.json"] = corporation.jades(
        "receipt",
        NOW,
        {
            "request": jws_hash(files["request.jwt"]),
            "consent": jws_hash(consent),
            "package": text_hash(package),
            "registration": jws_hash(registration),
            "checks": [{"check": "all-of-it", "verdict": "ok"}],
            "checkpoint": note,
        },
        stamp,
    )
    files["checkpoint"] = note
    steps = "".join(base64.b64encode(step).decode() + "\n" for step in path)
    files["consent.tlog-proof"] = f"c2sp.org/tlog-proof@v1\nindex 4\n{steps}\n{note}"
    leaf = {"v": 1, "commitment": commitment(entry, secret)}
    files["log-entry.json"] = dump({"entry": entry, "key": b64(secret), "leaf": leaf}).decode()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch_folder:
        make(target, scratch_folder)
    print(f"made {target}")
