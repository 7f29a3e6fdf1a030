import BlueButton
import OpenSSL
import OpenSSL

/// The README of `demo-output/`: what each file is, and the commands of others that check it.
enum DemoReadme {
    static func text(overview: Overview, release: UnixTime) -> String {
        """
        # The documents of one run

        Written by `blauweknop-poc demo`. People and organisations are made up, and the
        certificates are those of a test PKI made for this run; nothing else here is pretended.

        | file | what it is | sealed or signed by |
        |---|---|---|
        | `trust/` | the root of each role, the intermediates, the revocation lists | |
        | `directory.jwt` | who takes part, with which keys and rights | scheme authority |
        | `overview.json` | which organisations hold what kind of data | the service; each row by its organisation |
        | `overview.txt` | what `blauweknop verify overview.json` prints; no evidence | |
        | `request.jwt` | what the corporation asked (OpenID4VP request object) | corporation |
        | `package.jwe` | what the citizen sent, as the service saw it | |
        | `response.json` | the same, decrypted by the corporation | sources and citizen, inside |
        | `consent.jwt` | the citizen's consent | the citizen's holder key |
        | `registration.json` | consent and package were stored | the service |
        | `receipt.json` | consent and package were received and verified | corporation |
        | `checkpoint` | size and root of the access log when the release was registered (C2SP) | the log's key |
        | `consent.tlog-proof` | that the consent's entry stands in that log (C2SP) | the log's key |
        | `log-entry.json` | the entry, the key that opens its leaf, the leaf | |
        | `trust/log.vkey` | the log's key, as outside tools read it; equal to the directory's | |

        Overview, registration and receipt have a timestamp of a third party (RFC 3161) in
        `header.etsiU`, over the ASCII of the member `signature`. Each is judged at that time, so
        that it outlives its certificates, and so is what it names.

        ## With this project

        ```
        blauweknop verify .
        ```

        ## Without it: openssl and jose

        The commands run in this folder, in a POSIX shell, with `openssl` and Debian's `jose`.
        First the tools: the timestamp of a document, its certificates, their judgement by OpenSSL
        at the time of the timestamp, and the leaf's key as a JWK.

        ```sh
        mkdir -p checked
        cat trust/tsa.pem trust/crls.pem > checked/tsa.pem
        # stamped FILE: the token by `openssl ts`, over the signature; its genTime counts from
        # then on
        stamped() {
            jose fmt -j "$1" -g signature -u - | tr -d '\\n' > checked/signature
            jose fmt -j "$1" -g header -g etsiU -g 0 -g sigTst -g tstTokens -g 0 -g val -u - |
                base64 -d > checked/token
            openssl ts -reply -in checked/token -token_in -text > checked/token.txt
            at=$(date -u -d "$(sed -n 's/^Time stamp: //p' checked/token.txt)" +%s)
            openssl ts -verify -data checked/signature -in checked/token -token_in \\
                -x509_strict -crl_check_all -attime "$at" -CAfile checked/tsa.pem \\
                -untrusted trust/intermediates.pem
            echo "$1: stamped at $at"
        }
        # header FILE: the protected header of a compact or flattened JWS
        header() {
            if jose fmt -j "$1" -g protected -u checked/protected 2>/dev/null; then
                jose b64 dec -i checked/protected
            else
                cut -d. -f1 "$1" | tr -d '\\n' | jose b64 dec -i -
            fi
        }
        # judge FILE ROLE: leaf and chain from x5c, judged strictly, with revocation lists
        judge() {
            header "$1" > checked/header
            jose fmt -j checked/header -g x5c -g 0 -u - | base64 -d |
                openssl x509 -inform DER -out checked/leaf.pem
            jose fmt -j checked/header -g x5c -g 1 -u - | base64 -d |
                openssl x509 -inform DER -out checked/intermediate.pem
            openssl verify -x509_strict -crl_check_all -attime "$at" \\
                -CAfile "trust/$2.pem" -untrusted checked/intermediate.pem \\
                -CRLfile trust/crls.pem checked/leaf.pem
        }
        # key: the leaf's public key as a JWK; x and y are the last 64 bytes
        key() {
            openssl x509 -in checked/leaf.pem -pubkey -noout |
                openssl pkey -pubin -outform DER | tail -c 64 > checked/point
            x=$(head -c 32 checked/point | jose b64 enc -I -)
            y=$(tail -c 32 checked/point | jose b64 enc -I -)
            printf '{"kty":"EC","crv":"P-256","x":"%s","y":"%s"}' "$x" "$y" > checked/key.jwk
        }
        # sealed FILE ROLE: both, and the signature; prints the payload's first bytes
        sealed() {
            judge "$1" "$2"
            key
            jose jws ver -i "$1" -k checked/key.jwk -O checked/payload
            echo "$1: the signature is good"
        }
        ```

        The overview at its timestamp, and each statement in it, sealed by its source:

        ```sh
        stamped overview.json
        sealed overview.json service
        jose fmt -j overview.json -g payload -u - | jose b64 dec -i - > checked/overview
        for row in \(indices(overview)); do
            jose fmt -j checked/overview -g sources -g $row -g statement -u - |
                tr -d '\\n' > checked/statement.jwt
            sealed checked/statement.jwt sources
        done
        ```

        The registration at its timestamp, and with it the directory and the request:

        ```sh
        stamped registration.json
        sealed registration.json service
        sealed directory.jwt scheme
        sealed request.jwt recipients
        ```

        Each attestation in the response: the part before the first `~`, sealed by its source.

        ```sh
        for query in persoon inkomen; do
            jose fmt -j response.json -g vp_token -g $query -g 0 -u - |
                cut -d'~' -f1 | tr -d '\\n' > checked/attestation.jwt
            sealed checked/attestation.jwt sources
        done
        ```

        The consent, by the key in its own header; that this is the attestations' key (`cnf`) is
        the comparison that makes it the citizen's:

        ```sh
        header consent.jwt > checked/header
        jose fmt -j checked/header -g jwk -o checked/holder.jwk
        jose jws ver -i consent.jwt -k checked/holder.jwk -O checked/consent
        cut -d. -f2 checked/attestation.jwt | tr -d '\\n' | jose b64 dec -i - > checked/claims
        jose fmt -j checked/claims -g cnf -g jwk -o checked/cnf.jwk
        test "$(jose jwk thp -i checked/holder.jwk)" = "$(jose jwk thp -i checked/cnf.jwk)"
        echo "consent.jwt: signed by the key of the attestations"
        ```

        The registration names the package by its SHA-256:

        ```sh
        jose fmt -j registration.json -g payload -u - | jose b64 dec -i - > checked/registration
        named=$(jose fmt -j checked/registration -g package -u -)
        test "$(openssl dgst -sha256 -binary package.jwe | jose b64 enc -I -)" = "$named"
        echo "package.jwe: the package that was registered"
        ```

        The checkpoint, signed by the log's Ed25519 key (three lines, without the signature):

        ```sh
        { printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'
          cut -d+ -f3- trust/log.vkey | base64 -d | tail -c 32; } > checked/log.der
        sed -n 1,3p checkpoint > checked/note
        sed -n 5p checkpoint | cut -d' ' -f3 | base64 -d | tail -c 64 > checked/note.sig
        openssl pkeyutl -verify -pubin -keyform DER -inkey checked/log.der -rawin \\
            -in checked/note -sigfile checked/note.sig
        echo "checkpoint: the signature is good"
        ```

        The consent's entry: the leaf is its HMAC under the entry's key, and the path of hashes
        leads from the leaf to the root in the checkpoint (RFC 6962):

        ```sh
        jose fmt -j log-entry.json -g entry -o checked/entry
        mac=$(jose fmt -j log-entry.json -g key -u - | tr -d '\\n' | jose b64 dec -i - |
            od -An -v -tx1 | tr -d ' \\n')
        commitment=$(tr -d '\\n' < checked/entry |
            openssl dgst -sha256 -mac HMAC -macopt "hexkey:$mac" -binary | jose b64 enc -I -)
        test "$commitment" = "$(jose fmt -j log-entry.json -g leaf -g commitment -u -)"
        hash() { openssl dgst -sha256 -binary; }
        { printf '\\000'; printf '{"commitment":"%s","v":1}' "$commitment"; } |
            hash > checked/hash
        place=$(sed -n 's/^index //p' consent.tlog-proof)
        last=$(($(sed -n 2p checkpoint) - 1))
        for sibling in $(sed '1,2d;/^$/,$d' consent.tlog-proof); do
            echo "$sibling" | base64 -d > checked/sibling
            if [ $((place & 1)) = 1 ] || [ "$place" = "$last" ]; then
                { printf '\\001'; cat checked/sibling checked/hash; } | hash > checked/next
                while [ $((place & 1)) = 0 ] && [ "$place" != 0 ]; do
                    place=$((place >> 1)); last=$((last >> 1))
                done
            else
                { printf '\\001'; cat checked/hash checked/sibling; } | hash > checked/next
            fi
            mv checked/next checked/hash
            place=$((place >> 1)); last=$((last >> 1))
        done
        test "$(base64 < checked/hash)" = "$(sed -n 3p checkpoint)"
        echo "consent.tlog-proof: the consent's entry is in the log"
        ```

        The receipt at its own timestamp:

        ```sh
        stamped receipt.json
        sealed receipt.json recipients
        ```

        ## OpenID4VP, by PyPI's `polaris-oid4vp`

        It judges the response against the request, at the time of the release:

        ```
        polaris-oid4vp verdict --request request.jwt --vp-token response.json \\
            --issuer-trust-anchor trust/sources.pem \\
            --transaction-data-scope per_credential --now \(release.seconds)
        ```

        """
    }

    private static func indices(_ overview: Overview) -> String {
        overview.rows.enumerated().compactMap { index, row in
            if case .answered = row.outcome { "\(index)" } else { nil }
        }.joined(separator: " ")
    }
}
