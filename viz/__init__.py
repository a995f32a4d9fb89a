"""The views' room: pictures of the graph as single HTML files that make no network request.

It asks `queries` and opens no store; a view is found by name with `views` and made with `render_view` or `write_view`.
"""

from .view import View, find_view, render_view, views, write_view

__all__ = ["View", "find_view", "render_view", "views", "write_view"]
