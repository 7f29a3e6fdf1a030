/// The floors of the house: imports point down only.
enum Floors {
    /// Every target of our own by floor. Targets of one floor do not import each other.
    static let floor: [String: Int] = [
        "COpenSSL": 0,
        "OpenSSL": 1, "StrictJSON": 1,
        "JOSE": 2,
        "SelectiveDisclosure": 3, "TransparencyLog": 3, "Trust": 3,
        "BlueButton": 4,
        "Sovereignty": 5, "SchemeAuthority": 5, "PlainWords": 5, "IncomeRules": 5,
        "TestPKI": 6, "Transport": 6, "StoreSQLite": 6, "MockPersons": 6,
        "PartySetup": 7,
        "DocumentCheck": 8, "StoreCommands": 8,
        "CitizenService": 9, "RegistryGateway": 9, "HousingReceiver": 9, "CitizenCommands": 9,
        "RegistriesMock": 9, "SchemeCommands": 9,
        "ProofOfConcept": 10,
        "CitizenMain": 11, "ServiceMain": 11, "GatewayMain": 11, "ReceiverMain": 11,
        "SchemeMain": 11,
        "RegistriesMockMain": 11, "ProofOfConceptMain": 11,
        "BenchmarkProgram": 11,
    ]

    /// What the mocks may know of this project: standards and transport, nothing of the product.
    static let openToMocks: Set<String> = [
        "OpenSSL", "StrictJSON", "JOSE", "Trust", "Transport", "MockPersons",
    ]

    /// The floors without Foundation, I/O and other people's packages.
    static let pure: Set<String> = [
        "OpenSSL", "StrictJSON", "JOSE", "SelectiveDisclosure", "TransparencyLog", "Trust",
        "BlueButton",
    ]
}
