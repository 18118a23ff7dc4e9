"""One module a page, each with `page(services, state)`; `tmflow.ui.navigation` lists them."""
