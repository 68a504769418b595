"""The storage of static files: hashed names, also inside JavaScript imports."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped there
    """WhiteNoise's storage, which also puts hashed names into `import … from "./name.js";`.

    Without this a module would import a name that browsers cache for a short time only, and a
    page could run an old copy of one module with a new copy of another.
    Modules must not import each other in a circle: no hash would ever be final.
    """

    support_js_module_import_aggregation = True
    # Our own modules only: comments of other people's scripts name files that they don't ship.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],  # noqa: SLF001
    )
