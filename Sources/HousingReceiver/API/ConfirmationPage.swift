import HTTPTypes
import Hummingbird

/// What the citizen sees at the `redirect_uri`; it names no one and shows nothing of a package.
enum ConfirmationPage {
    static let confirmed = Page(
        title: "Bevestigd / Confirmed",
        dutch: """
            <h1>Bevestigd</h1>
            <p>Uw gegevens zijn aangekomen en mogen nu worden gebruikt. U kunt dit venster \
            sluiten.</p>
            """,
        english: """
            <h1>Confirmed</h1>
            <p>Your data has arrived and may be used now. You can close this window.</p>
            """)

    static let refused = Page(
        title: "Niet bevestigd / Not confirmed",
        dutch: """
            <h1>Niet bevestigd</h1>
            <p>Er is niets veranderd. Open deze pagina vanuit het programma waarmee u de gegevens \
            deelde.</p>
            """,
        english: """
            <h1>Not confirmed</h1>
            <p>Nothing was changed. Open this page from the program with which you shared the \
            data.</p>
            """, status: .forbidden)
}
