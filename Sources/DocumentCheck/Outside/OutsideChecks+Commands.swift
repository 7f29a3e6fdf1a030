/// The commands that are the same for every folder.
extension OutsideChecks {
    /// What all others use: the timestamp of a document, the chain of its seal, the leaf's key.
    static let tools = """
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
        """

    /// The registration, and what is judged at its timestamp.
    static let registration = """
        The registration at its timestamp, and with it the directory and the request:

        ```sh
        stamped registration.json
        sealed registration.json service
        sealed directory.jwt scheme
        sealed request.jwt recipients
        ```
        """

    /// The registration and the package itself.
    static let package = """
        The registration names the package by its SHA-256:

        ```sh
        jose fmt -j registration.json -g payload -u - | jose b64 dec -i - > checked/registration
        named=$(jose fmt -j checked/registration -g package -u -)
        test "$(openssl dgst -sha256 -binary package.jwe | jose b64 enc -I -)" = "$named"
        echo "package.jwe: the package that was registered"
        ```
        """

    /// The checkpoint by itself.
    static let checkpoint = """
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
        """

    /// The consent's entry in the log, up to the checkpoint.
    static let entry = """
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
        """

    /// The receipt at its own timestamp.
    static let receipt = """
        The receipt at its own timestamp:

        ```sh
        stamped receipt.json
        sealed receipt.json recipients
        ```
        """
}
