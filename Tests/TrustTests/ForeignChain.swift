/// Certificates of another algorithm than ours, made by the command line of OpenSSL and valid for a
/// century: our own authorities cannot make them.
enum ForeignChain {
    /// A root with a P-256 key, and its list, signed with SHA-256.
    static let root = """
        -----BEGIN CERTIFICATE-----
        MIIBczCCARqgAwIBAgIUHyXr8gGDRow53SbB0nISFRDYXnQwCgYIKoZIzj0EAwIw
        FzEVMBMGA1UEAwwMVnJlZW1kZSBzdGFtMCAXDTI2MTEyMzA1MDAzN1oYDzIxMjYx
        MDMwMDUwMDM3WjAXMRUwEwYDVQQDDAxWcmVlbWRlIHN0YW0wWTATBgcqhkjOPQIB
        BggqhkjOPQMBBwNCAATUylAdTRrYtoJxZ4xDfvTlgVcMjDO8lOF+CkiG6PAfLCpY
        Xjkcf/004D34ago3sQDwvI0HDDbbeY/DjJNDfTl+o0IwQDAPBgNVHRMBAf8EBTAD
        AQH/MA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQUII3AXDgln/1fyjQWXt8l642v
        LuIwCgYIKoZIzj0EAwIDRwAwRAIgfTxWhSGY7x+HUn0YpKf6G3GdLK8MgjHRJOUh
        RKjZUJQCIEpBdJ37qh9vSdUXQIrelUZKOYNvB5aCQ0fplQf4dK0b
        -----END CERTIFICATE-----
        """
    static let list = """
        -----BEGIN X509 CRL-----
        MIGwMFgCAQEwCgYIKoZIzj0EAwIwFzEVMBMGA1UEAwwMVnJlZW1kZSBzdGFtFw0y
        NjExMjMwNTAwMzdaGA8yMTI1MDYxNzA1MDAzN1qgDjAMMAoGA1UdFAQDAgEBMAoG
        CCqGSM49BAMCA0gAMEUCICh3nWxKYTNNgGosbqtKbQwTWozZ2Z528qPOlWttAejv
        AiEAkhRE453u8RRafX4tVUcHBM1D4PC1qILV1EgiHMBSriM=
        -----END X509 CRL-----
        """
    /// A seal certificate that the root signed with SHA-384.
    static let sha384 = """
        -----BEGIN CERTIFICATE-----
        MIIB5jCCAY2gAwIBAgIUPOmP3fmZ9pAc1xzqMUcGiNgymQAwCgYIKoZIzj0EAwMw
        FzEVMBMGA1UEAwwMVnJlZW1kZSBzdGFtMCAXDTI2MTEyMzA1MDAzN1oYDzIxMjYw
        NzIyMDUwMDM3WjBKMQswCQYDVQQGEwJOTDENMAsGA1UECgwEQnJvbjEdMBsGA1UE
        BRMUMDAwMDAwOTkwMDAwMDAwMDAxMDExDTALBgNVBAMMBEJyb24wWTATBgcqhkjO
        PQIBBggqhkjOPQMBBwNCAAShvhzdZ10BfPa7QbCkEyvAiqUupSl3OzjtlPipSc98
        n2A5KOEaHthCGjiRrJFk66LhJoetcTaOtBlUnhdxfM3Ao4GBMH8wDAYDVR0TAQH/
        BAIwADAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFBp9+0Es2HmyEeef4S9DRimk
        rl0jMB8GA1UdIwQYMBaAFCCNwFw4JZ/9X8o0Fl7fJeuNry7iMB8GA1UdEQQYMBaG
        FGh0dHBzOi8vYnJvbi5leGFtcGxlMAoGCCqGSM49BAMDA0cAMEQCIBtum3I3xYsm
        oBM9V5q0i8bWPtRwXbdWN1gK8yKEjIMiAiAmsjQgTA/enZg4nGLLi1DcttkF5h8C
        KnuHkwjZfBsOlA==
        -----END CERTIFICATE-----
        """
    /// A seal certificate with a P-384 key.
    static let p384 = """
        -----BEGIN CERTIFICATE-----
        MIICBTCCAaqgAwIBAgIUPOmP3fmZ9pAc1xzqMUcGiNgymQEwCgYIKoZIzj0EAwIw
        FzEVMBMGA1UEAwwMVnJlZW1kZSBzdGFtMCAXDTI2MTEyMzA1MDAzN1oYDzIxMjYw
        NzIyMDUwMDM3WjBKMQswCQYDVQQGEwJOTDENMAsGA1UECgwEQnJvbjEdMBsGA1UE
        BRMUMDAwMDAwOTkwMDAwMDAwMDAxMDExDTALBgNVBAMMBEJyb24wdjAQBgcqhkjO
        PQIBBgUrgQQAIgNiAARlUDeG0YmHodXHQO4MvJ7jUSae6MU0cjIuOhzqpAfK9wVl
        ycE+ci5QhHT1A5fKfszg++dYZ+8iK2EXoehfIb5ktM6dIhnQvuJEgC8hB5toWLMz
        PMiflKtD6CaDqoWgGmmjgYEwfzAMBgNVHRMBAf8EAjAAMA4GA1UdDwEB/wQEAwIH
        gDAdBgNVHQ4EFgQUtzX3AgueFbnFcoLAdJ2cq8bSy2IwHwYDVR0jBBgwFoAUII3A
        XDgln/1fyjQWXt8l642vLuIwHwYDVR0RBBgwFoYUaHR0cHM6Ly9icm9uLmV4YW1w
        bGUwCgYIKoZIzj0EAwIDSQAwRgIhAO40UXdaTqbGdcUsuFSTSwgQUEpJMozmQvZe
        7BYYmAaVAiEAhdD2AATEPmQzSiid8aOv6i2m3tTK7PPj8SzcV1HCPv4=
        -----END CERTIFICATE-----
        """
}
