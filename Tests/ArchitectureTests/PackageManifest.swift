/// Package.swift as text: the targets of our own, with what each says that it depends on.
struct PackageManifest {
    /// The modules that each target names as its dependencies.
    let dependencies: [String: Set<String>]
    /// The modules of other people's packages that the file has a name for.
    let products: Set<String>

    /// What every test target has without asking.
    static let ofTests = "TestKit"

    init(_ text: String) {
        let text = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
        // let nioCore = Target.Dependency.product(name: "NIOCore", …)
        var products: [Substring: String] = [:]
        for match in text.matches(of: /let (\w+) = Target\.Dependency\.product\(\s*name: "(\w+)"/) {
            products[match.output.1] = String(match.output.2)
        }
        // library("Trust", ["JOSE", …]) and .target(name: "TestKit", dependencies: […], …)
        let targets = text[(text.firstRange(of: "    targets: [")?.upperBound ?? text.endIndex)...]
        let starts = targets.matches(
            of: /(?:(library|program|tests)\(\s*|\.(?:target|executableTarget)\(\s*name: )"(\w+)"/)
        var dependencies: [String: Set<String>] = [:]
        for (place, start) in starts.enumerated() {
            let end = place + 1 < starts.count ? starts[place + 1].range.lowerBound : text.endIndex
            let rest = targets[start.range.upperBound..<end]
            var modules: Set<String> = start.output.1 == "tests" ? [Self.ofTests] : []
            for entry in Self.list(
                behind: start.output.1 == nil ? "dependencies: [" : "[", in: rest)
            {
                let name = entry.filter { !$0.isWhitespace }
                guard !name.isEmpty else { continue }
                modules.insert(
                    name.hasPrefix("\"")
                        ? String(name.dropFirst().dropLast())
                        : products[Substring(name)] ?? "?\(name)")
            }
            dependencies[String(start.output.2)] = modules
        }
        self.dependencies = dependencies
        self.products = Set(products.values)
    }

    /// The elements of the first list that begins so.
    private static func list(behind begin: String, in text: Substring) -> [Substring] {
        guard let begin = text.firstRange(of: begin)?.upperBound else { return [] }
        return text[begin...].prefix { $0 != "]" }.split(separator: ",")
    }

    /// What targets import and do not declare: it is there only as long as another declares it.
    func undeclared(_ files: [SourceTree.File]) -> [String] {
        let known = products.union(dependencies.keys).union(["COpenSSL", "RecordingVFS"])
        return files.flatMap { file in
            file.imports.filter { module in
                known.contains(module) && dependencies[file.target]?.contains(module) != true
            }.map { "\(file.path) imports \($0)" }
        }
    }

    /// What targets declare and no file of them imports: it costs builds, and lies about the house.
    func unused(_ files: [SourceTree.File]) -> [String] {
        let imports = files.reduce(into: [String: Set<String>]()) {
            $0[$1.target, default: []].formUnion($1.imports)
        }
        return dependencies.sorted { $0.key < $1.key }.flatMap { target, modules in
            modules.subtracting(imports[target] ?? []).subtracting([Self.ofTests]).sorted()
                .map { "\(target) declares \($0)" }
        }
    }
}
