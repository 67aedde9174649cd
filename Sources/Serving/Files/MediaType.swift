/// Content-Type by file name.
enum MediaType {
    /// The type of a file of this name; text is said to be UTF-8.
    static func of(path: some BidirectionalCollection<UInt8>) -> String {
        let isBoundary = { (byte: UInt8) in byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") }
        guard let dot = path.lastIndex(where: isBoundary), path[dot] == UInt8(ascii: ".") else { return fallback }
        let suffix = String(decoding: path[path.index(after: dot)...], as: UTF8.self).lowercased()
        return byExtension[suffix] ?? fallback
    }

    private static let fallback = "application/octet-stream"

    private static let byExtension: [String: String] = {
        var types: [String: String] = [
            "json": "application/json", "map": "application/json", "webmanifest": "application/manifest+json",
            "jsonld": "application/ld+json", "geojson": "application/geo+json", "wasm": "application/wasm",
            "pdf": "application/pdf", "zip": "application/zip", "gz": "application/gzip", "tar": "application/x-tar",
            "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
            "avif": "image/avif", "svg": "image/svg+xml", "ico": "image/vnd.microsoft.icon", "bmp": "image/bmp",
            "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf",
            "mp3": "audio/mpeg", "ogg": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac", "m4a": "audio/mp4",
            "mp4": "video/mp4", "webm": "video/webm", "mov": "video/quicktime", "rtf": "application/rtf",
            "xml": "application/xml", "atom": "application/atom+xml", "rss": "application/rss+xml",
            "xhtml": "application/xhtml+xml", "yaml": "application/yaml", "yml": "application/yaml",
        ]
        let texts = [
            "txt": "plain", "text": "plain", "log": "plain", "html": "html", "htm": "html", "css": "css",
            "js": "javascript", "mjs": "javascript", "csv": "csv", "md": "markdown", "ics": "calendar",
            "vtt": "vtt", "tsv": "tab-separated-values",
        ]
        for (suffix, subtype) in texts { types[suffix] = "text/\(subtype); charset=utf-8" }
        return types
    }()
}
