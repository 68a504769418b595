"""By-line, tokens, and pages that replace allauth's: they come before its own."""

from django.urls import path
from django.views.generic import RedirectView

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("by-line/", views.byline, name="byline"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<str:token_key>/end/", views.end_token, name="end_token"),
    # An e-mail address can reset the password, so only an admin sets it, never a session alone.
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
