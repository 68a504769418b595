"""The storage of static files: hashed names, also inside JavaScript imports."""

from collections.abc import Callable
from re import Match

from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "js/"


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped there
    """WhiteNoise's storage, which also puts hashed names into `import … from "./name.js";`.

    Without this a module would import a name that browsers cache for a short time only, and a
    page could run an old copy of one module with a new copy of another.
    Modules must not import each other in a circle: no hash would ever be final.
    """

    support_js_module_import_aggregation = True

    def url_converter(
        self, name: str, hashed_files: dict[str, str], template: str | None = None
    ) -> Callable[[Match[str]], str]:
        """Replace the addresses in our own files; scripts of packages keep their imports.

        Some of them import files that the package does not ship, for a bundler to resolve.
        """
        is_import = template is not None and template.startswith(("import", "export"))
        if is_import and not name.startswith(OURS):
            return lambda found: found["matched"]
        converter: Callable[[Match[str]], str] = super().url_converter(
            name, hashed_files, template
        )
        return converter
