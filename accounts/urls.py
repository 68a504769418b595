"""By-line, tokens, and pages of allauth's that change an account: they go before its own."""

from django.urls import path
from django.views.generic import RedirectView

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("by-line/", views.byline, name="byline"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<str:token_key>/end/", views.end_token, name="end_token"),
    # A link to an e-mail address resets the password: an admin sets it, and no session alone.
    path("email/", RedirectView.as_view(pattern_name="account_change_password"), name="email"),
    path("password/reset/", views.ResetPassword.as_view(), name="reset_password"),
    path("2fa/totp/activate/", views.ActivateTotp.as_view(), name="activate_totp"),
    path("2fa/totp/deactivate/", views.DeactivateTotp.as_view(), name="deactivate_totp"),
    path(
        "2fa/recovery-codes/generate/",
        views.GenerateRecoveryCodes.as_view(),
        name="generate_recovery_codes",
    ),
]
