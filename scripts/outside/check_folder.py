"""Verifies a folder like demo-output/ without the project's code.

The other half of a second implementation of the documents (docs/formats.md).
Usage: check_folder.py FOLDER…; prints one line per document, and for each folder stops at the first
that is not as it should be. Ends with 1 where a folder was refused.
"""

import base64
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding

import forms
from formats import (
    Refused,
    b64,
    canonical,
    commitment,
    demand,
    digest,
    exactly,
    header_of,
    jws_hash,
    leaf_bytes,
    leaf_hash,
    load,
    payload_of,
    read_checkpoint,
    read_jwk,
    root_from,
    sha256,
    text_hash,
    thumbprint_uri,
    unb64,
    verify_signature,
)

MALFORMED = (KeyError, TypeError, ValueError, IndexError, AttributeError)
SEALED = {"alg", "typ", "x5c"}
SIGNED = {"alg", "typ", "jwk"}
JADES = {"alg", "typ", "cty", "iat", "x5c", "x5t#S256"}


def gen_time(shown):
    """The time of a token as openssl prints it, its fraction cut off."""
    for line in shown.splitlines():
        if line.startswith("Time stamp: "):
            month, day, clock, year, _ = line.removeprefix("Time stamp: ").split()
            stamp = f"{month} {day} {clock.split('.')[0]} {year}"
            when = datetime.strptime(stamp, "%b %d %H:%M:%S %Y")
            return int(when.replace(tzinfo=timezone.utc).timestamp())
    raise Refused("expected a timestamp")


class Folder:
    def __init__(self, path):
        self.path = Path(path)
        trust = self.path / "trust"
        self.anchors = {
            role: x509.load_pem_x509_certificates((trust / f"{role}.pem").read_bytes())
            for role in ("scheme", "sources", "service", "recipients", "tsa")
        }
        roots = [c for anchors in self.anchors.values() for c in anchors]
        demand(len({r.public_bytes(Encoding.DER) for r in roots}) == len(roots), "a root per role")
        parts = (trust / "crls.pem").read_text().split("-----BEGIN")
        self.lists = [
            x509.load_pem_x509_crl(("-----BEGIN" + part).encode()) for part in parts[1:]
        ]

    def text(self, name):
        text = (self.path / name).read_text()
        return text.removesuffix("\n") if not name.startswith(("checkpoint", "consent.t")) else text

    def check(self, name, check):
        try:
            found = check()
        except (Refused, *MALFORMED) as error:
            raise Refused(f"{name}: refused: {type(error).__name__} {error}") from error
        print(f"{name}: ok")
        return found

    # Seals

    def seal(self, text, role, time):
        """The leaf of a sealed document whose chain is good at that time."""
        chain = [
            x509.load_der_x509_certificate(base64.b64decode(one, validate=True))
            for one in header_of(text)["x5c"]
        ]
        demand(1 <= len(chain) <= 4, "1 to 4 certificates")
        demand(all(c.subject != c.issuer for c in chain), "no self-issued certificate")
        anchor = next(
            (a for a in self.anchors[role] if a.subject == chain[-1].issuer), None
        )
        demand(anchor is not None, f"a chain to an anchor of {role}")
        self.judge([*chain, anchor], time)
        leaf = chain[0]
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
        demand(
            usage.digital_signature
            and not any((usage.content_commitment, usage.key_encipherment, usage.key_cert_sign)),
            "key usage digitalSignature alone",
        )
        demand(
            all(e.oid != x509.ExtensionOID.EXTENDED_KEY_USAGE for e in leaf.extensions),
            "no extended key usage",
        )
        verify_signature(text, leaf.public_key())
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        uris = names.get_values_for_type(x509.UniformResourceIdentifier)
        serials = leaf.subject.get_attributes_for_oid(x509.NameOID.SERIAL_NUMBER)
        demand(len(uris) == 1 and len(serials) == 1, "one URI and one OIN")
        return leaf, uris[0], serials[0].value

    def judge(self, chain, time):
        when = datetime.fromtimestamp(time, timezone.utc)
        for certificate, issuer in zip(chain, chain[1:] + chain[-1:]):
            demand(
                certificate.not_valid_before_utc <= when <= certificate.not_valid_after_utc,
                "certificates valid at the time that counts",
            )
            try:
                certificate.verify_directly_issued_by(issuer)
            except (InvalidSignature, ValueError) as error:
                raise Refused("expected each certificate to be issued by the next") from error
            current = [
                one
                for one in self.lists
                if one.issuer == issuer.subject
                and one.is_signature_valid(issuer.public_key())
                and one.last_update_utc <= when <= one.next_update_utc
            ]
            demand(current, "a current list of every issuer")
            for one in current:
                serial = certificate.serial_number
                demand(
                    one.get_revoked_certificate_by_serial_number(serial) is None, "no revocation"
                )

    def sealed(self, text, typ, role, time):
        header = header_of(text)
        demand(set(header) - {"kid"} == SEALED and header["typ"] == typ, f"a header of {typ}")
        leaf, uri, oin = self.seal(text, role, time)
        return payload_of(text), leaf, uri, oin

    def jades(self, text, kind, role):
        """Payload, signer and time of a flattened document: that of its timestamp."""
        header, flat = header_of(text), load(text.encode())
        demand(set(header) - {"kid"} == JADES, "a JAdES header")
        demand(header["typ"] == "jose+json", "typ jose+json")
        demand(header["cty"] == f"application/vnd.blauweknop.{kind}+json", f"a {kind}")
        payload = payload_of(text)
        time = payload["iat"]
        if "header" in flat:
            exactly(flat["header"], "etsiU")
            (entry,) = flat["header"]["etsiU"]
            (token,) = entry["sigTst"]["tstTokens"]
            time = self.timestamp(base64.b64decode(token["val"]), flat["signature"].encode())
        leaf, uri, oin = self.seal(text, role, time)
        demand(header["x5t#S256"] == b64(sha256(leaf.public_bytes(Encoding.DER))), "x5t#S256")
        demand(payload["iss"] == uri and payload["iat"] == header["iat"] <= time, "iss and iat")
        forms.identity(payload)
        return payload, oin, time

    def timestamp(self, token, data):
        """openssl decides; the time is that of the token."""
        with tempfile.TemporaryDirectory() as folder:
            files = {"token": token, "data": data}
            for name, content in files.items():
                (Path(folder) / name).write_bytes(content)
            trust = self.path.resolve() / "trust"
            shown = subprocess.run(
                ["openssl", "ts", "-reply", "-token_in", "-in", "token", "-token_out", "-text"],
                cwd=folder, capture_output=True, text=True, check=False,
            ).stdout
            time = gen_time(shown)
            judged = subprocess.run(
                ["openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "data",
                 "-CAfile", trust / "tsa.pem", "-untrusted", trust / "intermediates.pem",
                 "-attime", str(time)],
                cwd=folder, capture_output=True, text=True, check=False,
            )
            demand(judged.returncode == 0, "a timestamp of this signature")
        return time

    # Documents

    def directory(self, time):
        payload, _, uri, _ = self.sealed(
            self.text("directory.jwt"), "directory+jwt", "scheme", time
        )
        demand(payload["iss"] == uri and time < payload["exp"], "a directory of that time")
        demand(payload["iat"] <= time + 60, "a directory that was there")
        forms.directory(payload)
        return payload

    def mandate(self, text, time):
        payload = self.citizen(text, "mandate+jwt")
        forms.mandate(payload)
        demand(time < payload["exp"], "a mandate that has not ended")
        return payload

    def citizen(self, text, typ):
        header = header_of(text)
        demand(set(header) - {"kid"} == SIGNED and header["typ"] == typ, f"a header of {typ}")
        exactly(header["jwk"], "kty", "crv", "x", "y")
        verify_signature(text, read_jwk(header["jwk"]))
        payload = payload_of(text)
        demand(payload["iss"] == thumbprint_uri(header["jwk"]), "iss to be the key's thumbprint")
        forms.identity(payload)
        return payload

    def overview(self):
        payload, oin, time = self.jades(self.text("overview.json"), "overview", "service")
        directory = self.directory(time)
        demand(oin == directory["service"]["oin"], "the directory's service")
        mandate = self.mandate(payload["mandate"], time)
        demand(mandate["action"] == "holdings", "a mandate for holdings")
        demand(isinstance(payload["sub"], str), "a sub")
        demand(
            mandate["directory"] == jws_hash(self.text("directory.jwt")), "the mandate's directory"
        )
        sources = {one["oin"]: one for one in directory["sources"]}
        rows = [one["oin"] for one in payload["sources"]]
        demand(sorted(rows) == sorted(sources), "every source, each once")
        for row in payload["sources"]:
            forms.row(row)
            demand(row["name"] == sources[row["oin"]]["name"], "the directory's names")
            if row["outcome"] in ("unavailable", "refused"):
                continue
            statement, _, uri, signer = self.sealed(
                row["statement"], "holdings+jwt", "sources", time
            )
            demand(len(row["statement"]) <= 8192, "a statement of at most 8 KiB")
            demand(statement["iss"] == uri and signer == row["oin"], "the source's own seal")
            demand(statement["iat"] <= time + 60, "a statement that was there")
            forms.statement(statement, sources[row["oin"]], mandate)
            demand(statement["mandate"] == jws_hash(payload["mandate"]), "this mandate's answer")
            held = bool(statement["holdings"])
            demand(statement["holds"] is held, "holds to say what holdings say")
            demand(row["outcome"] == ("holds" if held else "holds-nothing"), "its outcome")

    def release(self):
        registration, oin, time = self.jades(
            self.text("registration.json"), "registration", "service"
        )
        self.registered = time
        directory = self.directory(time)
        consent_text = self.text("consent.jwt")
        demand(oin == directory["service"]["oin"], "the directory's service")
        demand(registration["consent"] == jws_hash(consent_text), "this consent")
        demand(registration["package"] == text_hash(self.text("package.jwe")), "this package")
        demand(
            registration["directory"] == jws_hash(self.text("directory.jwt")), "this directory"
        )
        consent = self.citizen(consent_text, "consent+jwt")
        request_text = self.text("request.jwt")
        request, leaf, _, recipient = self.sealed(
            request_text, "oauth-authz-req+jwt", "recipients", time
        )
        demand(
            request["client_id"] == "x509_hash:" + b64(sha256(leaf.public_bytes(Encoding.DER))),
            "client_id to be the certificate's hash",
        )
        demand(request["iat"] <= time + 60 and time < request["exp"], "a request that lives")
        entries = [one for one in directory["recipients"] if one["oin"] == recipient]
        demand(entries, "a recipient of the directory")
        terms = forms.request(request, entries[0])
        demand(consent["request"] == jws_hash(request_text), "a consent to this request")
        demand(consent["iat"] <= time + 60, "a consent that was there")
        demand(consent["directory"] == registration["directory"], "one directory")
        exactly(consent["recipient"], "oin", "client_id")
        demand(
            consent["recipient"] == {"oin": recipient, "client_id": request["client_id"]},
            "a consent to this recipient",
        )
        demand(terms["recipient"]["oin"] == recipient, "terms of this recipient")
        self.response(request, consent, consent_text, registration, directory, terms, time)
        return registration, request, recipient

    def response(self, request, consent, consent_text, registration, directory, terms, time):
        plaintext = (self.path / "response.json").read_bytes()
        response = load(plaintext)
        exactly(response, "vp_token", "state", "consent", "confirm", "pad")
        demand(len(plaintext) % 16_384 == 0 and not response["pad"].strip("0"), "whole blocks")
        demand(response["state"] == request["state"], "the request's state")
        demand(len(unb64(response["confirm"])) == 16, "16 bytes to confirm with")
        demand(jws_hash(response["consent"]) == jws_hash(consent_text), "this consent")
        queries = {one["id"]: one for one in request["dcql_query"]["credentials"]}
        granted = set(response["vp_token"])
        demand(granted == set(consent["claims"]) == set(consent["presentations"]), "one set")
        for one in request["dcql_query"]["credential_sets"]:
            if one.get("required", True):
                demand(granted.issuperset(one["options"][0]), "every needed part")
        subjects = set()
        for name, (text,) in response["vp_token"].items():
            demand(consent["presentations"][name] == text_hash(text), "the consented presentation")
            bound = terms if terms["credential_ids"] == [name] else None
            attestation, shown = self.presentation(
                text, queries[name], request, registration, directory, bound, time
            )
            subjects.add((attestation["sub"], canonical(attestation["cnf"]["jwk"])))
            asked = {claim["path"][0] for claim in queries[name]["claims"]}
            demand(shown == asked == {path[0] for path in consent["claims"][name]}, "these claims")
        holder = canonical(header_of(consent_text)["jwk"])
        demand(len(subjects) == 1 and subjects.pop()[1] == holder, "one person, who consented")

    def presentation(self, text, query, request, registration, directory, terms, time):
        jws, *disclosures, binding = text.split("~")
        header = header_of(jws)
        demand(set(header) - {"kid"} == SEALED and header["typ"] == "dc+sd-jwt", "an attestation")
        _, uri, oin = self.seal(jws, "sources", time)
        payload = payload_of(jws)
        exactly(payload, "iss", "iat", "nbf", "exp", "vct", "sub", "cnf", "_sd_alg", "_sd")
        exactly(payload["cnf"], "jwk")
        exactly(payload["cnf"]["jwk"], "kty", "crv", "x", "y")
        forms.hash43(payload["sub"])
        demand(payload["_sd_alg"] == "sha-256", "sha-256")
        for one in payload["_sd"]:
            forms.hash43(one)
        allowed = [one["oin"] for one in directory["sources"] if payload["vct"] in one["vcts"]]
        demand(allowed == [oin] and payload["iss"] == uri, "the source that may issue it")
        demand([payload["vct"]] == query["meta"]["vct_values"], "the kind that is asked")
        demand(
            payload["iat"] == payload["nbf"] <= time < payload["exp"] <= payload["iat"] + 86_400
            and payload["iat"] % 3600 == 0,
            "a day from a full hour",
        )
        demand(payload["_sd"] == sorted(set(payload["_sd"])), "sorted digests, each once")
        shown = set()
        for one in disclosures:
            demand(digest(one) in payload["_sd"], "a digest of every disclosure")
            salt, name, value = load(unb64(one))
            demand(len(unb64(salt)) == 16 and name not in shown, "a salt, and each claim once")
            demand(name not in payload, "a claim that is not plain as well")
            forms.claim(payload["vct"], name, value)
            shown.add(name)
        demand(header_of(binding).keys() - {"kid"} == {"alg", "typ"}, "a key binding's header")
        demand(header_of(binding)["typ"] == "kb+jwt", "a key binding")
        verify_signature(binding, read_jwk(payload["cnf"]["jwk"]))
        bound = payload_of(binding)
        signed = text[: len(text) - len(binding)]
        demand(bound["sd_hash"] == text_hash(signed), "sd_hash over these disclosures")
        demand(bound["aud"] == request["client_id"], "this recipient")
        demand(bound["nonce"] == request["nonce"], "this request")
        demand(abs(bound["iat"] - registration["iat"]) <= 300, "a binding when it was registered")
        expected = [text_hash(request["transaction_data"][0])] if terms else None
        demand(bound.get("transaction_data_hashes") == expected, "the terms bound where they say")
        demand("transaction_data_hashes_alg" not in bound, "sha-256, unnamed")
        demand(request["iat"] <= bound["iat"] <= request["exp"], "a binding of that time")
        demand(bound["iat"] <= time + 60, "a binding that was there")
        return payload, shown

    def receipt(self, registration, request, recipient):
        payload, oin, time = self.jades(self.text("receipt.json"), "receipt", "recipients")
        demand(oin == recipient, "the recipient's seal")
        demand(self.registered <= time + 60, "a receipt stamped after its registration")
        demand(payload["request"] == jws_hash(self.text("request.jwt")), "this request")
        for name in ("consent", "package"):
            demand(payload[name] == registration[name], f"this {name}")
        demand(
            payload["registration"] == jws_hash(self.text("registration.json")),
            "this registration",
        )
        names = [one["check"] for one in payload["checks"]]
        demand(names and {c["verdict"] for c in payload["checks"]} == {"ok"}, "ok")
        demand(len(set(names)) == len(names), "each check once")
        return payload

    def log(self, registration, receipt):
        log = registration["log"]
        exactly(log, "index", "inclusion_proof", "checkpoint", "entry", "key")
        directory = payload_of(self.text("directory.jwt"))
        origin, public = directory["log"]["origin"], unb64(directory["log"]["key"])
        size, head = read_checkpoint(log["checkpoint"], origin, public)
        leaf = leaf_hash(leaf_bytes(log["entry"], unb64(log["key"])))
        path = [unb64(step) for step in log["inclusion_proof"]]
        demand(root_from(leaf, log["index"], size, path) == head, "a proof to the checkpoint")
        exactly(log["entry"], "time", "event", "actor", "document")
        forms.number(log["entry"]["time"], 1)
        demand(
            log["entry"]["event"] == "consent"
            and log["entry"]["actor"] == directory["service"]["oin"]
            and log["entry"]["document"] == registration["consent"]
            and log["entry"]["time"] <= registration["iat"],
            "an entry of this consent",
        )
        demand(receipt["checkpoint"] == log["checkpoint"], "one checkpoint")
        demand(self.text("checkpoint") == log["checkpoint"], "the same in the file")
        record = load(self.text("log-entry.json").encode())
        exactly(record, "entry", "key", "leaf")
        demand(record["entry"] == log["entry"] and record["key"] == log["key"], "the same entry")
        expected = {"v": 1, "commitment": commitment(log["entry"], unb64(log["key"]))}
        demand(record["leaf"] == expected, "the leaf of this entry")
        lines = self.text("consent.tlog-proof").split("\n")
        demand(lines[:2] == ["c2sp.org/tlog-proof@v1", f"index {log['index']}"], "a log proof")
        shown = [b64(base64.b64decode(one)) for one in lines[2 : lines.index("")]]
        demand(shown == log["inclusion_proof"], "the same proof")


def main(path):
    """Whether a folder is as it should be; a line for each document until one is not."""
    try:
        folder = Folder(path)
        folder.check("overview.json", folder.overview)
        registration, request, recipient = folder.check("registration.json", folder.release)
        receipt = folder.check(
            "receipt.json", lambda: folder.receipt(registration, request, recipient)
        )
        folder.check("log", lambda: folder.log(registration, receipt))
    except (Refused, OSError, *MALFORMED) as refusal:
        print(refusal)
        return False
    return True


if __name__ == "__main__":
    results = []
    for place in sys.argv[1:]:
        if len(sys.argv) > 2:
            print(f"== {place}")
        results.append(main(place))
    sys.exit(0 if results and all(results) else 1)
