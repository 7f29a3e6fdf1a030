"""The bytes of the documents in Python; no code of the project.

JSON, base64url, hashes, JWS, JWE, SD-JWT, the log's tree and notes. Used by make_folder.py and
check_folder.py, which between them are a second implementation of the documents.
"""

import base64
import hashlib
import hmac
import json
import os

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash


class Refused(Exception):
    """A document is not as it should be."""


def demand(truth, expected):
    if not truth:
        raise Refused("expected " + expected)


# Base64url and JSON


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    """Canonical base64url: one text for each sequence of bytes."""
    demand(isinstance(text, str), "text")
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise Refused("expected base64url") from error
    demand(b64(data) == text, "canonical base64url")
    return data


def random_id():
    return b64(os.urandom(16))


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def canonical(value):
    """RFC 8785 for what the log holds: ASCII names, texts and integers."""
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    ).encode()


def load(data):
    """Strict JSON: no duplicate name, no fraction, nothing behind the value."""

    def unique(pairs):
        names = [name for name, _ in pairs]
        demand(len(set(names)) == len(names), "every name once")
        return dict(pairs)

    def whole(text):
        number = int(text)
        demand(abs(number) <= 2**53 and text == str(number), "a whole number within 2^53")
        return number

    def refuse(_):
        raise Refused("expected whole numbers")

    try:
        text = data.decode("utf-8")
        value, end = json.JSONDecoder(
            object_pairs_hook=unique, parse_int=whole, parse_float=refuse, parse_constant=refuse
        ).raw_decode(text)
    except ValueError as error:
        raise Refused("expected JSON") from error
    demand(end == len(text), "nothing behind the JSON")
    text.encode("utf-8")
    return value


def exactly(value, *names):
    demand(isinstance(value, dict) and set(value) == set(names), "exactly " + ", ".join(names))


# Hashes and keys


def sha256(data):
    return hashlib.sha256(data).digest()


def text_hash(text):
    """Of a JWE, an SD-JWT, an SD-JWT+KB: over all characters."""
    return b64(sha256(text.encode()))


def jws_hash(text):
    """Of a JWS: over protected.payload, never over the signature."""
    parts = members(text)
    return b64(sha256(f"{parts[0]}.{parts[1]}".encode()))


def members(text):
    """Protected header, payload and signature in base64url, of either serialization."""
    if text.startswith("{"):
        flat = load(text.encode())
        demand(
            set(flat) - {"header"} == {"payload", "protected", "signature"}, "a flattened JWS"
        )
        return flat["protected"], flat["payload"], flat["signature"]
    parts = text.split(".")
    demand(len(parts) == 3, "three parts")
    return parts


def public_jwk(key):
    numbers = key.public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": b64(numbers.x.to_bytes(32, "big")),
        "y": b64(numbers.y.to_bytes(32, "big")),
    }


def read_jwk(jwk):
    demand("d" not in jwk and jwk.get("kty") == "EC" and jwk.get("crv") == "P-256", "a public key")
    x, y = unb64(jwk["x"]), unb64(jwk["y"])
    demand(len(x) == 32 and len(y) == 32, "coordinates of 32 bytes")
    try:
        return ec.EllipticCurvePublicNumbers(
            int.from_bytes(x, "big"), int.from_bytes(y, "big"), ec.SECP256R1()
        ).public_key()
    except ValueError as error:
        raise Refused("expected a point on the curve") from error


def thumbprint(jwk):
    """RFC 7638."""
    return b64(sha256(canonical({name: jwk[name] for name in ("crv", "kty", "x", "y")})))


def thumbprint_uri(jwk):
    """RFC 9278: the citizen's iss."""
    return "urn:ietf:params:oauth:jwk-thumbprint:sha-256:" + thumbprint(jwk)


def encryption_jwk(key):
    jwk = public_jwk(key)
    return jwk | {"kid": thumbprint(jwk), "use": "enc", "alg": "ECDH-ES"}


# JWS


def sign(header, payload, key):
    signing_input = b64(dump(header)) + "." + b64(payload)
    r, s = decode_dss_signature(key.sign(signing_input.encode(), ec.ECDSA(hashes.SHA256())))
    return signing_input + "." + b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def verify_signature(text, key):
    protected, payload, signature = members(text)
    raw = unb64(signature)
    demand(len(raw) == 64, "a signature of 64 bytes")
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    try:
        key.verify(der, f"{protected}.{payload}".encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise Refused("expected a signature by this key") from error


def header_of(text):
    header = load(unb64(members(text)[0]))
    demand(header.get("alg") == "ES256" and "crit" not in header, "ES256 and no crit")
    return header


def payload_of(text):
    payload = load(unb64(members(text)[1]))
    demand(isinstance(payload, dict), "an object")
    return payload


# JWE: ECDH-ES, A256GCM


def content_key(private, public, encryption, apu=b"", apv=b""):
    def sized(data):
        return len(data).to_bytes(4, "big") + data

    length = {"A128GCM": 16, "A256GCM": 32}[encryption]
    info = sized(encryption.encode()) + sized(apu) + sized(apv) + (8 * length).to_bytes(4, "big")
    secret = private.exchange(ec.ECDH(), public)
    return ConcatKDFHash(hashes.SHA256(), length, info).derive(secret)


def encrypt(plaintext, jwk):
    ephemeral = ec.generate_private_key(ec.SECP256R1())
    header = {
        "alg": "ECDH-ES",
        "enc": "A256GCM",
        "kid": jwk["kid"],
        "epk": public_jwk(ephemeral.public_key()),
    }
    protected = b64(dump(header))
    iv = os.urandom(12)
    key = content_key(ephemeral, read_jwk(jwk), "A256GCM")
    sealed = AESGCM(key).encrypt(iv, plaintext, protected.encode())
    return ".".join([protected, "", b64(iv), b64(sealed[:-16]), b64(sealed[-16:])])


# SD-JWT


def disclosure(name, value):
    return b64(dump([random_id(), name, value]))


def digest(text):
    return b64(sha256(text.encode()))


# The log: RFC 6962 and C2SP notes


def leaf_hash(leaf):
    return sha256(b"\0" + leaf)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def commitment(entry, key):
    return b64(hmac.new(key, canonical(entry), hashlib.sha256).digest())


def leaf_bytes(entry, key):
    return canonical({"commitment": commitment(entry, key), "v": 1})


def split(count):
    """The largest power of two below count."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    middle = split(len(leaves))
    return node_hash(root(leaves[:middle]), root(leaves[middle:]))


def inclusion(leaves, index):
    if len(leaves) == 1:
        return []
    middle = split(len(leaves))
    if index < middle:
        return inclusion(leaves[:middle], index) + [root(leaves[middle:])]
    return inclusion(leaves[middle:], index - middle) + [root(leaves[:middle])]


def root_from(leaf, index, size, path):
    """Where a proof leads (RFC 9162 section 2.1.3.2)."""
    demand(index < size, "an index below the size")
    place, last, found = index, size - 1, leaf
    for step in path:
        demand(last > 0, "no more hashes than the tree needs")
        if place % 2 == 1 or place == last:
            found = node_hash(step, found)
            while place % 2 == 0 and place > 0:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    demand(last == 0, "as many hashes as the tree needs")
    return found


def key_id(origin, public):
    return sha256(origin.encode() + b"\n\x01" + public)[:4]


def checkpoint(origin, size, head, key):
    text = f"{origin}\n{size}\n{base64.b64encode(head).decode()}\n"
    public = key.public_key().public_bytes_raw()
    signature = key_id(origin, public) + key.sign(text.encode())
    return f"{text}\n— {origin} {base64.b64encode(signature).decode()}\n"


def read_checkpoint(note, origin, public):
    """Size and root of a checkpoint that the log's key signed."""
    text, _, signatures = note.partition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        dash, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded, validate=True)
        if dash == "—" and name == origin and raw[:4] == key_id(origin, public):
            try:
                ed25519.Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], text.encode())
            except InvalidSignature as error:
                raise Refused("expected the log's signature") from error
            lines = text.splitlines()
            demand(len(lines) == 3 and lines[0] == origin, "origin, size and root")
            return int(lines[1]), base64.b64decode(lines[2], validate=True)
    raise Refused("expected a signature by the log")
