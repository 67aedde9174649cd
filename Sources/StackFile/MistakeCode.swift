/// Every kind of mistake that a stack file can hold, with the code that names it for good.
///
/// A code is never given to another kind; a kind that is no longer reported leaves a gap.
package enum MistakeCode: String, Sendable, CaseIterable {
    // The file and its YAML.
    case unreadableFile = "E001"
    case fileTooLarge = "E002"
    case notUTF8 = "E003"
    case badYAML = "E004"
    case tabCharacter = "E005"
    case severalDocuments = "E006"
    case duplicateKey = "E007"
    case badAlias = "E008"
    case tooMuchYAML = "E009"
    case badMerge = "E010"
    case badTag = "E011"
    case badKey = "E012"
    case badEnvironmentFile = "E013"

    // Variables in values.
    case unsetVariable = "E020"
    case requiredVariable = "E021"
    case badInterpolation = "E022"

    // Words and their values.
    case unknownKey = "E030"
    case wrongType = "E031"
    case missingValue = "E032"
    case unknownWord = "E033"
    case outOfRange = "E034"
    case ambiguousValue = "E035"
    case badDuration = "E036"
    case badName = "E037"
    case badCommand = "E038"
    case badEnvironment = "E039"
    case badPath = "E040"
    case missingWord = "E041"
    case conflictingWords = "E042"
    case misplacedWord = "E043"
    case repeatedEntry = "E044"
    case emptyStack = "E045"

    // Certificates.
    case badHostName = "E050"
    case badWildcard = "E051"
    case nameNotPermitted = "E052"
    case badValidity = "E053"
    case unknownCertificate = "E054"

    // Services.
    case portTaken = "E060"
    case unknownService = "E061"
    case dependencyCircle = "E062"
    case missingPort = "E063"
    case badReadiness = "E064"

    // Checks.
    case badURL = "E070"
    case bodyOnGet = "E071"
    case badHeader = "E072"
    case badStatus = "E073"
    case badMatcher = "E074"
    case badPattern = "E075"
    case badJSONPath = "E076"
    case failureAndResponse = "E077"
    case hostNotCertified = "E078"
    case wrongScheme = "E079"

    // What is allowed, but is hardly meant.
    case surprisingValue = "W001"
    case shellSyntax = "W002"
}

extension MistakeCode {
    /// One line that says what this kind of mistake is.
    package var summary: String {
        switch self {
        case .unreadableFile: "The stack file, or its .env, cannot be read."
        case .fileTooLarge: "The file is larger than a stack file may be."
        case .notUTF8: "The file is not UTF-8 text."
        case .badYAML: "The file is not valid YAML."
        case .tabCharacter: "A tab stands where YAML takes only spaces."
        case .severalDocuments: "The file holds more than one YAML document."
        case .duplicateKey: "A key is given twice in one map."
        case .badAlias: "An alias names no anchor that stands before it."
        case .tooMuchYAML: "The file nests too deep, or its aliases expand to too much."
        case .badMerge: "A merge key (<<) takes a map, or a list of maps."
        case .badTag: "A YAML tag is not part of this language, or does not fit its value."
        case .badKey: "A key is not plain text."
        case .badEnvironmentFile: "A line of .env is not NAME=VALUE."
        case .unsetVariable: "A ${NAME} names a variable that is not set."
        case .requiredVariable: "A ${NAME:?message} names a variable that must be set."
        case .badInterpolation: "A ${ does not begin a variable."
        case .unknownKey: "A key is not a word of the language in this place."
        case .wrongType: "A word was given a value of the wrong kind."
        case .missingValue: "A word was given no value."
        case .unknownWord: "A value is none of the words that are taken here."
        case .outOfRange: "A number is outside its range."
        case .ambiguousValue: "A value means one thing to YAML 1.1 and another to YAML 1.2."
        case .badDuration: "A duration cannot be read."
        case .badName: "A name has characters that its place does not take."
        case .badCommand: "A command is empty, or its quotes do not close."
        case .badEnvironment: "An environment variable cannot be read."
        case .badPath: "A file or folder is missing, or is not what it should be."
        case .missingWord: "A word that is needed is missing."
        case .conflictingWords: "Two words exclude each other."
        case .misplacedWord: "A word does not belong to this kind of service or check."
        case .repeatedEntry: "A list names the same thing twice."
        case .emptyStack: "The file has neither a service nor a check."
        case .badHostName: "A host name or IP address is not valid."
        case .badWildcard: "A wildcard is not the whole leftmost label above two others."
        case .nameNotPermitted: "A certificate asks for a name that the authority may not certify."
        case .badValidity: "A certificate's days and renewal do not fit together."
        case .unknownCertificate: "A service names a certificate that does not exist."
        case .portTaken: "Two services have the same port."
        case .unknownService: "A service depends on one that does not exist."
        case .dependencyCircle: "Services depend on each other in a circle."
        case .missingPort: "A service needs a port."
        case .badReadiness: "A readiness condition does not fit its service."
        case .badURL: "A URL cannot be read."
        case .bodyOnGet: "A GET or HEAD request has a body."
        case .badHeader: "A header's name or value is not allowed in HTTP."
        case .badStatus: "An HTTP status is none."
        case .badMatcher: "A matcher does not fit what it is applied to."
        case .badPattern: "A regular expression is not valid."
        case .badJSONPath: "A JSONPath query cannot be read."
        case .failureAndResponse: "A check expects a failure and a response at once."
        case .hostNotCertified: "A check's host is not in the certificate of the service on that port."
        case .wrongScheme: "A check speaks http to a TLS port, or https to a plain one."
        case .surprisingValue: "A value is text here, though it looks like something else."
        case .shellSyntax: "A command holds shell syntax, and no shell runs it."
        }
    }
}
