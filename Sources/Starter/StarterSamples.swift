/// The files that the samples serve.
enum StarterSamples {
    static let words = "It works"

    static let page = """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <title>It works</title>
          </head>
          <body>
            <h1>It works</h1>
            <p>This page is site/index.html. Change it, and load it again.</p>
          </body>
        </html>

        """

    static let rows = """
        id,name,colour,price
        1,kite,red,12.50
        2,top,green,3
        3,ball,red,5.25
        4,boat,blue,

        """
}
