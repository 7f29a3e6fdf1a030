import Testing

/// Package.swift says of each target what it depends on: that is what its files import, no more and
/// no less.
@Suite struct PackageManifestTests {
    private let manifest: PackageManifest
    private let files: [SourceTree.File]

    init() throws {
        manifest = try PackageManifest(SourceTree.text("Package.swift"))
        files = try SourceTree.here.get().files + SourceTree.tests.get().files
    }

    @Test func `the targets of the house are found, and each with files is declared`() {
        #expect(manifest.dependencies.count > 60 && manifest.products.count > 12)
        #expect(manifest.dependencies["JOSE"] == ["OpenSSL", "StrictJSON"])
        #expect(manifest.dependencies["StrictJSON"] == [])
        #expect(manifest.dependencies["CrashKit"] == ["RecordingVFS"])
        let declared = Set(manifest.dependencies.keys)
        #expect(Set(files.map(\.target)).subtracting(declared) == [])
        let floors = Set(Floors.floor.keys).subtracting(["COpenSSL"])
        #expect(floors.subtracting(declared) == [])
    }

    @Test func `what a target imports it declares`() {
        #expect(manifest.undeclared(files) == [])
    }

    @Test func `what a target declares it imports`() {
        #expect(manifest.unused(files) == [])
    }

    @Test func `a module comes from the house, a declared package, or the platform`() {
        let known = manifest.products.union(manifest.dependencies.keys).union([
            "COpenSSL", "RecordingVFS", "Foundation", "Testing", "Synchronization",
            // NIO's type for SO_LINGER, which its package offers as no product.
            "CNIOLinux",
        ])
        #expect(Set(files.flatMap(\.imports)).subtracting(known) == [])
    }

    @Test func `what does not agree is found`() {
        let made = PackageManifest(
            """
            let logging = Target.Dependency.product(
                name: "Logging", package: "swift-log")
            let package = Package(
                targets: [
                    // library("Gone", ["High"]),
                    .systemLibrary(name: "COpenSSL"),
                    library("Low", []),
                    library(
                        "High",
                        [
                            "Low", logging,
                        ], path: "High"),
                    .target(name: "Bare", path: "Bare", linkerSettings: [.linkedLibrary("x")]),
                    .target(
                        name: "Kit", dependencies: [logging, "Low"], path: "Kit"),
                    tests("HighTests", ["High", unheardOf]),
                ]
            )
            """)
        #expect(
            made.dependencies == [
                "Low": [], "High": ["Low", "Logging"], "Bare": [], "Kit": ["Logging", "Low"],
                "HighTests": ["High", "TestKit", "?unheardOf"],
            ])
        let high = SourceTree.File(
            target: "High", path: "High/A.swift", text: "import Logging\nimport COpenSSL")
        let low = SourceTree.File(
            target: "Low", path: "Low/B.swift", text: "package import High\nimport Foundation")
        #expect(
            made.undeclared([high, low]) == [
                "High/A.swift imports COpenSSL", "Low/B.swift imports High",
            ])
        #expect(
            made.unused([high, low]) == [
                "High declares Low", "HighTests declares ?unheardOf", "HighTests declares High",
                "Kit declares Logging", "Kit declares Low",
            ])
    }
}
