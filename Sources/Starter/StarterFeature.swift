/// What `devstack init --with` can show.
package enum StarterFeature: String, Sendable, CaseIterable {
    /// A certificate, and a site over https.
    case tls
    /// A CSV file as a JSON API.
    case table
    /// A program of one's own.
    case command
}
