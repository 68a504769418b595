"""Attachments of e-mails, which are opened only when somebody asks for them."""
