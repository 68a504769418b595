"""Attachments: the files that came with an e-mail, opened when somebody asks for them."""
