"""Checks the presentations of a demo-output folder with the PyPI package sd-jwt.

It knows nothing of this project: issuer key from the certificate in x5c, holder key from cnf,
audience and nonce from the request.
"""

import base64
import json
import sys
from pathlib import Path

from cryptography.x509 import load_der_x509_certificate
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def part(jws, index):
    return json.loads(unpadded(jws.split(".")[index]))


def issuer_key(issuer, header):
    certificate = load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
    pem = certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return JWK.from_pem(pem)


def claims(presentation, audience, nonce):
    return SDJWTVerifier(presentation, issuer_key, audience, nonce).get_verified_payload()


folder = Path(sys.argv[1])
request = part((folder / "request.jwt").read_text(), 1)
response = json.loads((folder / "response.json").read_text())
asked = {
    query["id"]: {claim["path"][0] for claim in query["claims"]}
    for query in request["dcql_query"]["credentials"]
}
for query, presentations in response["vp_token"].items():
    payload = claims(presentations[0], request["client_id"], request["nonce"])
    disclosed = set(payload) - {"iss", "iat", "nbf", "exp", "vct", "sub", "cnf", "_sd_alg"}
    assert disclosed == asked[query], f"{query}: expected {asked[query]}"
    print(f"{query}: accepted")
    try:
        claims(presentations[0], request["client_id"], "another-nonce")
    except Exception:
        print(f"{query}: another nonce refused")
    else:
        sys.exit(f"{query}: another nonce was accepted")
