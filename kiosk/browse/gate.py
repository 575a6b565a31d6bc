"""The rules of domain/services/address.py at the places where Qt asks whether a page may go on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

from kiosk.domain.services.address import AllowList, refusal, resource_refusal

_Type = QWebEngineUrlRequestInfo.ResourceType

MAIN_FRAMES = frozenset({_Type.ResourceTypeMainFrame, _Type.ResourceTypeNavigationPreloadMainFrame})
SUB_FRAMES = frozenset({_Type.ResourceTypeSubFrame, _Type.ResourceTypeNavigationPreloadSubFrame})


class Gate(QObject):
    """Asks the pure rules for one view and counts what they refuse.

    `interceptor` is for the profile of the view (setUrlRequestInterceptor). It never sees pages made of nothing
    (data:, blob:), and about:blank asks nobody beforehand: for these there are may_navigate and may_stay.
    """

    def __init__(self, allowed: AllowList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._allowed = allowed
        self.refused = 0
        self.interceptor = Interceptor(self)

    @Slot(str, result=bool)
    def may_load(self, url: str) -> bool:
        """Whether the view may be told to load `url`: the very string, before anything has made it an address."""
        return self._counted(refusal(url, self._allowed))

    @Slot(QUrl, bool, result=bool)
    def may_navigate(self, url: QUrl, is_main_frame: bool) -> bool:
        """Whether a frame may go to `url` (navigationRequested). It tells view-source: by the inner address."""
        return self._counted(refusal(_exactly(url), self._allowed, main=is_main_frame))

    @Slot(QUrl, result=bool)
    def may_stay(self, url: QUrl) -> bool:
        """Whether the view may show `url` (urlChanged). Where it may not, it has to leave at once.

        No address at all is where a view begins. about:blank is refused: a page that goes there by itself would
        leave the passenger before a white screen; whoever warms a view up with it does not ask.
        """
        return url.isEmpty() or self._counted(refusal(_exactly(url), self._allowed))

    def may_request(self, url: QUrl, kind: QWebEngineUrlRequestInfo.ResourceType) -> bool:
        """Whether Chromium may fetch `url` as a `kind` of thing."""
        if kind in MAIN_FRAMES or kind in SUB_FRAMES:
            return self.may_navigate(url, kind in MAIN_FRAMES)
        return self._counted(resource_refusal(_exactly(url), self._allowed))

    def _counted(self, reason: str) -> bool:
        self.refused += bool(reason)
        return not reason


class Interceptor(QWebEngineUrlRequestInterceptor):
    """Sees every request of a profile before it leaves, redirects and parts of pages among them."""

    def __init__(self, gate: Gate) -> None:
        super().__init__(gate)
        self._gate = gate

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        """Block what the rules refuse."""
        if not self._gate.may_request(info.requestUrl(), info.resourceType()):
            info.block(True)


def _exactly(url: QUrl) -> str:
    """The address as it goes over the wire; QUrl's other spellings decode what a rule has to see."""
    return bytes(url.toEncoded().data()).decode("ascii", "replace")
