from django import forms

from accounts.models import Token


class TokenForm(forms.ModelForm[Token]):
    class Meta:
        model = Token
        fields = ["name"]
        labels = {"name": "What will use it"}
        help_texts = {"name": "so that you can tell it from others and end it"}
