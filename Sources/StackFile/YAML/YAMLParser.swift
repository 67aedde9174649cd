import CLibYAML

/// libyaml's event parser over bytes in memory.
struct YAMLParser: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    /// - Parameter bytes: UTF-8 without a byte-order mark.
    ///
    /// - Returns: `nil` where libyaml has no memory left (`yaml_parser_initialize`).
    init?(_ bytes: some Collection<UInt8>) {
        parser = .allocate(capacity: 1)
        input = .allocate(capacity: bytes.count)
        _ = input.initialize(from: bytes)
        guard yaml_parser_initialize(parser) == 1 else { return nil }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        // Safe after a failed initialisation too: libyaml clears the structure first.
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event (`yaml_parser_parse`).
    mutating func next() throws(YAMLProblem) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        defer { yaml_event_delete(&event) }
        return Self.translate(event)
    }

    private func problem() -> YAMLProblem {
        let state = parser.pointee
        let isReaderError = state.error == YAML_READER_ERROR
        return YAMLProblem(
            problem: state.problem.map { String(cString: $0) } ?? "it cannot be read",
            position: isReaderError ? Int(state.problem_offset) : Int(state.problem_mark.index),
            positionIsBytes: isReaderError,
            context: state.context.map { String(cString: $0) },
            contextPosition: Int(state.context_mark.index))
    }

    private static func translate(_ event: yaml_event_t) -> YAMLEvent {
        let span = Int(event.start_mark.index)..<max(Int(event.start_mark.index), Int(event.end_mark.index))
        func make(
            _ kind: YAMLEvent.Kind, anchor: UnsafePointer<UInt8>? = nil, tag: UnsafePointer<UInt8>? = nil
        ) -> YAMLEvent {
            YAMLEvent(
                kind: kind, anchor: anchor.map { String(cString: $0) }, tag: tag.map { String(cString: $0) }, span: span
            )
        }
        switch event.type {
        case YAML_STREAM_END_EVENT: return make(.streamEnd)
        case YAML_DOCUMENT_START_EVENT: return make(.documentStart)
        case YAML_DOCUMENT_END_EVENT: return make(.documentEnd)
        case YAML_ALIAS_EVENT: return make(.alias(String(cString: event.data.alias.anchor)))
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            return make(
                .scalar(text: text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), anchor: scalar.anchor,
                tag: scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            let sequence = event.data.sequence_start
            return make(
                .sequenceStart(isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE), anchor: sequence.anchor,
                tag: sequence.tag)
        case YAML_MAPPING_START_EVENT:
            let mapping = event.data.mapping_start
            return make(
                .mappingStart(isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE), anchor: mapping.anchor,
                tag: mapping.tag)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return make(.collectionEnd)
        default: return make(.other)
        }
    }
}
