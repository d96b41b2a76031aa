"""The network in files: to be run elsewhere, by other programs or in a browser without a server."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.digits import inference
from backend.digits.api.openapi import READ_WEIGHTS_ERRORS, operation
from backend.digits.api.schemas import Query
from backend.digits.api.throttles import InsightThrottle
from backend.digits.services.transfer.network_files import FORMATS, network_file

MEDIA_TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "zip": "application/zip",
}
OTHERS = "application/octet-stream"
FILE = {(200, media): OpenApiTypes.BINARY for media in (OTHERS, "text/html", "text/markdown", "application/zip")}
FILE[200, "application/json"] = OpenApiTypes.OBJECT
FORMAT = OpenApiParameter(
    "file_format",
    OpenApiTypes.STR,
    OpenApiParameter.PATH,
    enum=FORMATS,
    description="blob (the weights alone), json (what the bytes of the blob mean), onnx, safetensors, html (a page that"
    " reads digits without a server), md (the model card), or zip (all of them).",
)


class ServedNetworkFileView(APIView):
    throttle_classes = [InsightThrottle]

    @operation("get_served_network_file", "network", FILE, READ_WEIGHTS_ERRORS, parameters=[FORMAT])
    def get(self, request: Request, file_format: str) -> HttpResponse:
        """Get the served network as a file."""
        Query.read(request.query_params)
        return _answer(inference.served().version, file_format)


class NetworkFileView(APIView):
    throttle_classes = [InsightThrottle]

    @operation("get_network_file", "network", FILE, READ_WEIGHTS_ERRORS, parameters=[FORMAT])
    def get(self, request: Request, version: int, file_format: str) -> HttpResponse:
        """Get the network of a version as a file."""
        Query.read(request.query_params)
        return _answer(version, file_format)


def _answer(version: int, file_format: str) -> HttpResponse:
    """Return the file as a download: opened in place, this site's Content-Security-Policy would stop its scripts."""
    content = network_file(version, file_format)
    name = f"ductus-network-{version}.{file_format}"
    answer = HttpResponse(content, content_type=MEDIA_TYPES.get(file_format, OTHERS))
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
