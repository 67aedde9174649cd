// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// For what runs at each request. Its objects live on one event loop each; the checks at run time, which Debug builds and so
/// the tests keep, would take some 3 % of a small request.
let unchecked: [SwiftSetting] = [
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

/// A room of the house: a Swift target with the settings that all of them share.
func room(_ name: String, _ dependencies: [Target.Dependency], _ settings: [SwiftSetting] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict + settings)
}

/// The tests of one room; `Testbed` is what they share.
func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name), "Testbed"] + dependencies, swiftSettings: strict)
}

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let http: [Target.Dependency] = nio + [.product(name: "NIOHTTP1", package: "swift-nio")]

let package = Package(
    name: "devstack",
    products: [.executable(name: "devstack", targets: ["devstack"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The system's libraries, and what Swift cannot say to Linux itself.
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "CLinux", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
        room("Linux", ["CLinux"]),

        // The values, then the stages; none of these stages imports another.
        room("Diagnostics", []),
        room("StackModel", ["Diagnostics"]),
        room("StackFile", ["StackModel", "Diagnostics", "CLibYAML"]),
        room("Chains", ["StackModel", "Diagnostics", "COpenSSL"]),
        room("TLS", ["StackModel", "Chains", "COpenSSL"] + nio, unchecked),
        room("Certificates", ["StackModel", "Diagnostics", "COpenSSL", "Linux"]),
        room("Serving", ["StackModel", "TLS", "Linux"] + http, unchecked),
        room("Supervision", ["StackModel", "Linux"]),
        room("Checking", ["StackModel", "Diagnostics", "Chains", "TLS", "Linux", "COpenSSL"] + http),
        room("Reporting", ["StackModel", "Diagnostics"]),
        room("Trust", ["StackModel", "Linux", "COpenSSL"]),

        room("Starter", ["StackModel"]),

        // The pipeline, and the command that runs it.
        room(
            "StackRunner",
            [
                "StackModel", "Diagnostics", "StackFile", "Certificates", "Chains", "Serving", "Supervision",
                "Checking", "Reporting", "Starter", "Trust", "TLS", "Linux",
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
                + nio),
        room("Control", ["StackRunner", "StackModel", "Reporting", "Linux"] + http),
        .executableTarget(
            name: "devstack",
            dependencies: [
                "Control", "StackRunner", "StackModel", "Starter", "Reporting", "Trust",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        .target(name: "Testbed", dependencies: ["COpenSSL"], path: "Tests/Testbed", swiftSettings: strict),
        tests(of: "Linux"),
        tests(of: "Diagnostics"),
        tests(of: "StackModel"),
        tests(of: "StackFile"),
        tests(of: "TLS", ["StackModel", "COpenSSL", .product(name: "NIOEmbedded", package: "swift-nio")] + nio),
        tests(of: "Chains", ["StackModel", "Diagnostics", "COpenSSL"]),
        tests(of: "Certificates"),
        tests(of: "Serving"),
        // Processes for the tests to run: a service that does as it is told, and a supervisor that can be killed.
        .executableTarget(name: "service-fixture", path: "Tests/ServiceFixture"),
        .executableTarget(
            name: "supervision-fixture", dependencies: ["Supervision", "StackModel", "Linux"],
            path: "Tests/SupervisionFixture", swiftSettings: strict),
        tests(of: "Supervision", ["StackModel", "Linux", "service-fixture", "supervision-fixture"]),
        tests(
            of: "Checking",
            ["StackModel", "Diagnostics", "TLS", .product(name: "NIOEmbedded", package: "swift-nio")] + http),
        tests(of: "Reporting"),
        tests(of: "Trust", ["StackModel", "Linux"]),
        tests(of: "Starter", ["StackModel", "StackFile", "Diagnostics"]),
        tests(
            of: "StackRunner",
            ["Certificates", "Diagnostics", "Reporting", "StackFile", "StackModel", "TLS"]),
        tests(of: "Control", ["StackModel", "Linux"]),
        .testTarget(
            name: "EndToEndTests", dependencies: ["Testbed", "StackModel"], swiftSettings: strict),
    ]
)

// Links only with libFuzzer, which brings its own `main`: `make fuzz`.
if Context.environment["DEVSTACK_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzzing", dependencies: ["StackFile", "StackModel", "Diagnostics"], path: "Tests/Fuzzing",
            swiftSettings: strict))
}
