"""The audit: rules as data (``rules/*.toml``), the facts they look at, the findings they give."""
