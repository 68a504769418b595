from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import signed_in


class Me(APIView):
    """Who the token belongs to."""

    permission_classes = [IsAuthenticated]

    def get(self, request: Request) -> Response:
        user = signed_in(request)
        return Response({"username": user.username, "name": user.name, "role": user.role})
