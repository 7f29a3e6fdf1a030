// swift-tools-version: 6.2
import PackageDescription

/// The settings of every target of our own: no warning is left standing, no unsafe line unmarked.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let asyncHTTPClient = Target.Dependency.product(
    name: "AsyncHTTPClient", package: "async-http-client")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(
    name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")

func library(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Sources/Programs/\(name)",
        swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestKit"], swiftSettings: settings)
}

// The floors are those of Tests/ArchitectureTests/Floors.swift: imports point down only.
let package = Package(
    name: "blauwe-knop",
    products: [
        .library(name: "OpenSSL", targets: ["OpenSSL"]),
        .library(name: "JOSE", targets: ["StrictJSON", "JOSE"]),
        .library(name: "SelectiveDisclosure", targets: ["SelectiveDisclosure"]),
        .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
        .library(name: "BlueButton", targets: ["Trust", "BlueButton"]),
        .executable(name: "blauweknop", targets: ["CitizenMain"]),
        .executable(name: "blauweknop-service", targets: ["ServiceMain"]),
        .executable(name: "blauweknop-gateway", targets: ["GatewayMain"]),
        .executable(name: "blauweknop-receiver", targets: ["ReceiverMain"]),
        .executable(name: "blauweknop-scheme", targets: ["SchemeMain"]),
        .executable(name: "blauweknop-poc", targets: ["ProofOfConceptMain"]),
        .executable(name: "registries-mock", targets: ["RegistriesMockMain"]),
        .executable(name: "blauweknop-bench", targets: ["BenchmarkProgram"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Floor 0 and 1: the only place with OpenSSL's pointers, and the strict JSON reader.
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        library("OpenSSL", ["COpenSSL"]),
        library("StrictJSON", []),
        // Floors 2 and 3: standards, knowing nothing of the Blue Button.
        library("JOSE", ["OpenSSL", "StrictJSON"]),
        library("SelectiveDisclosure", ["JOSE", "OpenSSL", "StrictJSON"]),
        library("Trust", ["JOSE", "OpenSSL"]),
        library("TransparencyLog", ["JOSE", "OpenSSL", "StrictJSON"]),
        // Floor 4: the domain.
        library(
            "BlueButton",
            ["JOSE", "OpenSSL", "SelectiveDisclosure", "StrictJSON", "TransparencyLog", "Trust"]),
        // Floor 5: what the service does, behind protocols; and what the scheme authority does.
        library(
            "Sovereignty",
            [
                "BlueButton", "JOSE", "OpenSSL", "StrictJSON", "TransparencyLog", "Trust", logging,
                lifecycle,
            ]),
        library("IncomeRules", ["BlueButton", "StrictJSON"]),
        library("SchemeAuthority", ["BlueButton", "JOSE", "OpenSSL", "StrictJSON", "Trust"]),
        library("PlainWords", ["BlueButton", "JOSE", "OpenSSL", "Trust"]),
        // Floor 6: the test PKI, which has a directory as well.
        library(
            "TestPKI",
            ["BlueButton", "OpenSSL", "SchemeAuthority", "StrictJSON", "Trust"]),
        // Floors 6 to 8: what touches the world: network, disk, configuration, files.
        library(
            "Transport",
            [
                "OpenSSL", "StrictJSON", hummingbird, hummingbirdCore, asyncHTTPClient, nioCore,
                nioPosix, nioHTTP1, nioHTTPTypes, nioHTTPTypesHTTP1, nioTLS, nioSSL, httpTypes,
                unixSignals, logging, lifecycle,
            ]),
        library(
            "PartySetup",
            [
                "BlueButton", "OpenSSL", "Sovereignty", "StrictJSON", "Transport", "Trust",
                httpTypes,
                argumentParser, configuration, logging, lifecycle, systemPackage,
            ]),
        library(
            "StoreSQLite",
            [
                "BlueButton", "OpenSSL", "Sovereignty", "StrictJSON", "TransparencyLog", grdb,
                logging,
            ]),
        library(
            "MockPersons", ["OpenSSL", "StrictJSON"], path: "registries-mock/Sources/MockPersons"),
        library(
            "DocumentCheck",
            [
                "BlueButton", "JOSE", "OpenSSL", "PartySetup", "PlainWords",
                "SelectiveDisclosure", "StrictJSON", "TransparencyLog", "Trust",
            ]),
        library("StoreCommands", ["PartySetup", "Sovereignty", "StoreSQLite", argumentParser]),
        // Floor 9: one per program: routes or commands, wired by initialisers.
        library(
            "RegistryGateway",
            [
                "BlueButton", "IncomeRules", "JOSE", "OpenSSL", "PartySetup", "Sovereignty",
                "StrictJSON",
                "Transport", "Trust", hummingbird, httpTypes, argumentParser, logging, lifecycle,
            ]),
        library(
            "CitizenService",
            [
                "BlueButton", "JOSE", "OpenSSL", "PartySetup", "Sovereignty", "StoreCommands",
                "StoreSQLite",
                "StrictJSON", "TransparencyLog", "Transport", "Trust", hummingbird, httpTypes,
                argumentParser, logging,
                lifecycle,
            ]),
        library(
            "CitizenCommands",
            [
                "BlueButton", "DocumentCheck", "JOSE", "OpenSSL", "PartySetup", "PlainWords",
                "Sovereignty", "StrictJSON", "TransparencyLog", "Transport", "Trust", hummingbird,
                httpTypes, argumentParser, logging,
            ]),
        library(
            "HousingReceiver",
            [
                "BlueButton", "DocumentCheck", "IncomeRules", "JOSE", "OpenSSL", "PartySetup",
                "Sovereignty", "StoreCommands", "StoreSQLite",
                "StrictJSON", "TransparencyLog", "Transport", "Trust", grdb, hummingbird, httpTypes,
                argumentParser,
                logging, lifecycle,
            ]),
        library(
            "SchemeCommands",
            ["BlueButton", "OpenSSL", "PartySetup", "SchemeAuthority", "Trust", argumentParser]),
        library(
            "RegistriesMock",
            [
                "JOSE", "MockPersons", "OpenSSL", "StrictJSON", "Transport", "Trust", hummingbird,
                httpTypes, argumentParser, logging, lifecycle,
            ], path: "registries-mock/Sources/RegistriesMock"),
        // Floor 10: the whole on one machine.
        library(
            "ProofOfConcept",
            [
                "BlueButton", "CitizenCommands", "CitizenService", "DocumentCheck",
                "HousingReceiver", "JOSE",
                "MockPersons", "OpenSSL", "PartySetup", "RegistriesMock", "RegistryGateway",
                "SchemeAuthority", "StrictJSON", "TestPKI", "TransparencyLog", "Transport", "Trust",
                argumentParser, hummingbird, httpTypes,
                logging, lifecycle,
                unixSignals, nioCore, nioPosix,
            ]),
        // Floor 11: `main` and nothing else.
        program("CitizenMain", ["CitizenCommands"]),
        program("ServiceMain", ["CitizenService", "PartySetup", "Transport"]),
        program("GatewayMain", ["PartySetup", "RegistryGateway", "Transport"]),
        program("ReceiverMain", ["HousingReceiver", "PartySetup", "Transport"]),
        program("SchemeMain", ["PartySetup", "SchemeCommands"]),
        program("RegistriesMockMain", ["PartySetup", "RegistriesMock"]),
        program("ProofOfConceptMain", ["PartySetup", "ProofOfConcept"]),
        .executableTarget(
            name: "BenchmarkProgram",
            dependencies: [
                "BlueButton", "CitizenService", "JOSE", "OpenSSL", "PartySetup", "ProofOfConcept",
                "ReleaseKit", "SchemeAuthority", "Sovereignty",
                "StoreSQLite", "StrictJSON", "TestPKI",
                "TransparencyLog", "Transport", "Trust", argumentParser, hummingbird,
                lifecycle, logging,
            ], path: "Benchmarks/BenchmarkProgram", swiftSettings: settings),

        // What tests share, and the tests: a target for each target that has behaviour.
        .target(
            name: "TestKit", dependencies: [logging], path: "Tests/TestKit", swiftSettings: settings
        ),
        .target(
            name: "ReleaseKit",
            dependencies: [
                "BlueButton", "JOSE", "OpenSSL", "SchemeAuthority", "SelectiveDisclosure",
                "Sovereignty", "StrictJSON", "TestPKI", "TransparencyLog", "Transport",
                "Trust", httpTypes,
            ], path: "Tests/ReleaseKit", swiftSettings: settings),
        .target(
            name: "RecordingVFS", path: "Tests/RecordingVFS",
            linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(
            name: "CrashKit", dependencies: ["RecordingVFS"], path: "Tests/CrashKit",
            swiftSettings: settings),
        tests("ArchitectureTests", []),
        tests("TrustTests", ["JOSE", "OpenSSL", "Trust"]),
        tests(
            "BlueButtonTests",
            [
                "BlueButton", "JOSE", "OpenSSL", "ReleaseKit",
                "SelectiveDisclosure", "StrictJSON",
                "TestPKI", "TransparencyLog", "Trust",
            ]),
        tests(
            "TestPKITests",
            [
                "BlueButton", "OpenSSL", "SchemeAuthority", "StrictJSON",
                "TestPKI", "Trust",
            ]),
        tests(
            "SchemeCommandsTests",
            [
                "BlueButton", "JOSE", "OpenSSL", "PartySetup", "SchemeAuthority",
                "SchemeCommands", "TestPKI", "Trust", argumentParser,
            ]),
        tests(
            "SovereigntyTests",
            [
                grdb,
                "BlueButton", "JOSE", "OpenSSL", "ReleaseKit", "Sovereignty", "StoreSQLite",
                "StrictJSON", "TestPKI", "TransparencyLog", "Trust", logging, lifecycle,
            ]),
        tests(
            "PartySetupTests",
            [
                "BlueButton", "JOSE", "OpenSSL", "PartySetup", "ReleaseKit", "Sovereignty",
                "StrictJSON", "TestPKI", "Transport", "Trust", argumentParser, hummingbird,
                httpTypes, logging,
            ]),
        tests(
            "RegistryGatewayTests",
            [
                "BlueButton", "IncomeRules", "JOSE", "OpenSSL", "PartySetup", "RegistryGateway",
                "ReleaseKit",
                "SelectiveDisclosure", "Sovereignty", "StrictJSON", "TestPKI", "Transport",
                "Trust", hummingbird, httpTypes,
            ]),
        tests(
            "CitizenServiceTests",
            [
                grdb,
                "BlueButton", "CitizenService", "JOSE", "OpenSSL", "PartySetup", "ReleaseKit",
                "Sovereignty", "StoreSQLite", "StrictJSON", "TestPKI", "TransparencyLog",
                "Transport", "Trust",
                hummingbird, httpTypes,
            ]),
        tests(
            "CitizenCommandsTests",
            [
                "BlueButton", "CitizenCommands", "DocumentCheck", "JOSE", "OpenSSL", "PartySetup",
                "PlainWords", "ReleaseKit", "Sovereignty", "StrictJSON",
                "TestPKI",
                "Transport", "Trust", argumentParser, hummingbird, httpTypes,
                logging,
            ]),
        tests(
            "MaliciousServiceTests",
            [
                "BlueButton", "CitizenCommands", "JOSE", "OpenSSL", "PartySetup",
                "ProofOfConcept", "SelectiveDisclosure", "StrictJSON", "TransparencyLog",
                "Transport", "Trust",
                hummingbird, httpTypes, logging,
            ]),
        tests(
            "FaultTests",
            [
                "BlueButton", "CitizenCommands", "CrashKit", "OpenSSL", "PartySetup",
                "ProofOfConcept", "StrictJSON", "Transport", logging,
            ]),
        tests(
            "PlainWordsTests",
            ["BlueButton", "JOSE", "OpenSSL", "PlainWords", "ReleaseKit", "Trust"]),
        tests("OpenSSLTests", ["OpenSSL"]),
        tests("StrictJSONTests", ["StrictJSON"]),
        tests("JOSETests", ["JOSE", "OpenSSL", "StrictJSON"]),
        tests(
            "SelectiveDisclosureTests", ["JOSE", "OpenSSL", "SelectiveDisclosure", "StrictJSON"]),
        tests("IncomeRulesTests", ["BlueButton", "IncomeRules"]),
        tests("TransparencyLogTests", ["JOSE", "OpenSSL", "StrictJSON", "TransparencyLog"]),
        tests(
            "TransportTests",
            [
                "OpenSSL", "StrictJSON", "Transport", hummingbird, httpTypes, nioCore, nioPosix,
                nioSSL, hummingbirdCore, logging,
                lifecycle,
            ]),
        tests(
            "StoreSQLiteTests",
            [
                "BlueButton", "CrashKit", "JOSE", "OpenSSL", "Sovereignty", "StoreSQLite",
                "TransparencyLog",
                "Trust", grdb,
            ]),
        tests(
            "DocumentCheckTests",
            [
                "BlueButton", "DocumentCheck", "JOSE", "OpenSSL", "PartySetup", "PlainWords",
                "ReleaseKit", "StrictJSON", "TransparencyLog", "Trust",
            ]),
        tests(
            "HousingReceiverTests",
            [
                "BlueButton", "CrashKit", "DocumentCheck", "HousingReceiver", "IncomeRules", "JOSE",
                "OpenSSL", "PartySetup", "ReleaseKit", "SelectiveDisclosure",
                "Sovereignty", "StoreSQLite", "StrictJSON",
                "TestPKI", "TransparencyLog", "Transport", "Trust", argumentParser, grdb,
                hummingbird, logging, httpTypes,
            ]),
        tests(
            "AlterationTests",
            [
                "BlueButton", "DocumentCheck", "JOSE", "OpenSSL", "PartySetup", "ProofOfConcept",
                "ReleaseKit", "SelectiveDisclosure", "StrictJSON", "TransparencyLog", "Trust",
                logging,
            ]),
        tests("MockPersonsTests", ["MockPersons"]),
        tests(
            "RegistriesMockTests",
            [
                "JOSE", "MockPersons", "OpenSSL", "RegistriesMock", "StrictJSON", "Transport",
                "Trust", logging, argumentParser,
            ]),
        tests(
            "EndToEndTests",
            [
                "Sovereignty",
                "BlueButton", "CitizenCommands", "JOSE", "OpenSSL", "PartySetup",
                "ProofOfConcept", "RegistriesMock", "RegistryGateway", "StrictJSON", "TestPKI",
                "Transport", "Trust", logging,
            ]),
    ]
)
