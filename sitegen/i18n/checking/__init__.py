"""Checks of translations: what a careful reviser would see without knowing the subject.

``pairs`` reads the catalogs with the place of every character, ``term_base`` the agreed words
and the names that stay in English; each other module is one kind of check, a function from a
:class:`~sitegen.i18n.checking.pairs.Form` to findings; ``checker`` runs them all. A build never
does: a clumsy translation is published with its notice, a wrong field or link (L102) is not.
"""
