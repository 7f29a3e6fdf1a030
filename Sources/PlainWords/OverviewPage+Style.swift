extension OverviewPage {
    /// Dark on light with a contrast of at least 7:1, one column, and quiet on paper.
    static let style: HTML = """

        :root { color-scheme: light; }
        body { margin: 0 auto; padding: 1rem; max-width: 44rem; background: #fff; color: #1a1a1a;
          font: 1.0625rem/1.6 system-ui, "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
        h1, h2, h3 { line-height: 1.25; color: #01305c; }
        h1 { font-size: 1.9rem; margin: 1rem 0 0; }
        h2 { font-size: 1.4rem; margin: 2.5rem 0 .5rem; }
        h3 { font-size: 1.15rem; margin: 0 0 .5rem; }
        a { color: #01457f; text-decoration: underline; text-underline-offset: .15em; }
        a:focus-visible, main:focus-visible { outline: 3px solid #01457f; outline-offset: 3px; }
        .skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: #fff; }
        .skip:focus { left: 1rem; top: 1rem; }
        ul { margin: .25rem 0; padding-left: 1.4rem; }
        table { width: 100%; border-collapse: collapse; margin-top: 1.5rem; }
        caption { text-align: left; font-weight: 700; padding-bottom: .25rem; }
        th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0;
          border-bottom: 1px solid #6b7785; }
        tbody th { font-weight: 400; width: 55%; }
        article { border: 1px solid #6b7785; border-left: .4rem solid #01457f; padding: 1rem;
          margin: 1rem 0; }
        article.unknown { border-left-style: dotted; }
        dl { margin: 0; }
        dl + dl { border-top: 1px solid #6b7785; margin-top: 1rem; padding-top: 1rem; }
        dl > div { display: grid; grid-template-columns: 10rem 1fr; gap: .25rem 1rem;
          padding: .25rem 0; }
        dt { font-weight: 700; }
        dd { margin: 0; }
        dd ul { margin: 0; padding-left: 1.1rem; }
        code { font: .95em/1.5 ui-monospace, "DejaVu Sans Mono", monospace; background: #eef2f6;
          padding: .1rem .3rem; }
        footer { margin-top: 2.5rem; border-top: 1px solid #6b7785; }
        @media (max-width: 34rem) { dl > div { grid-template-columns: 1fr; } }
        @media print {
          @page { margin: 18mm; }
          body { max-width: none; padding: 0; font-size: 10.5pt; }
          .skip { display: none; }
          h2, h3 { break-after: avoid; }
          article, tr, dl > div { break-inside: avoid; }
          thead { display: table-header-group; }
          a { color: inherit; text-decoration: none; }
        }

        """
}
