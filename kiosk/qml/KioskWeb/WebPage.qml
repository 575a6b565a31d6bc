import QtQuick
import QtWebEngine
import Kiosk.Browse

// A page of a portal, with everything turned off that a passenger at a bus stop neither needs nor may have.
Item {
    id: surface

    required property PageScreen page
    required property WebEngineProfile profile

    // What we run in a page shares its elements and none of its scripts.
    readonly property int apart: WebEngineScript.ApplicationWorld
    readonly property string isNoPage: "location.href === 'about:blank'"
    // Two frames of the page after its first paint, that paint has left it.
    readonly property string isPainted: "(function () { if (!globalThis.frames_drawn && performance.getEntriesByName('first-contentful-paint').length) { globalThis.frames_drawn = 1; requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.frames_drawn = 2; })); } return globalThis.frames_drawn === 2; })()"
    // Goes down into frames of the same site; the others keep theirs to themselves.
    readonly property string showField: "(function show(page) { const field = page.activeElement; if (field?.contentDocument) show(field.contentDocument); else if (field && field !== page.body) field.scrollIntoView({ block: 'center' }); })(document)"
    readonly property string leaveField: "document.activeElement?.blur()"
    // A mouse would take a picture of it along, in a window of its own; fingers drag nothing (--disable-touch-drag-drop).
    readonly property string dragNothing: "addEventListener('dragstart', event => event.preventDefault(), true)"
    readonly property string isEmpty: "!document.body || !document.body.innerText.trim()"

    anchors.fill: parent

    onHeightChanged: resized.restart()

    // The page has its new size when it draws next; a field that the keyboard would hide is then moved into sight.
    Timer {
        id: resized

        interval: 100

        onTriggered: view.runJavaScript(surface.showField, surface.apart)
    }
    Connections {
        function onBackWanted() {
            view.goBack();
        }
        function onAsked(number: int) {
            view.runJavaScript(surface.isPainted, surface.apart, painted => surface.page.answered(number, painted === true));
        }
        function onFieldLeft() {
            view.runJavaScript(surface.leaveField, surface.apart);
        }
        function onWanted(url: url) {
            view.url = url;
        }
        // The empty page, with which the session waited, is none to go back to.
        function onPainted() {
            view.history.clear();
            surface.page.canGoBack(view.canGoBack);
        }

        target: surface.page
    }
    WebEngineView {
        id: view

        anchors.fill: parent
        // Pages are made for a white sheet; before the first one our surface covers it.
        backgroundColor: "white"
        focus: true
        objectName: "web"
        profile: surface.profile
        userScripts.collection: [
            {
                name: "drag nothing",
                sourceCode: surface.dragNothing,
                injectionPoint: WebEngineScript.DocumentCreation,
                runsOnSubFrames: true,
                worldId: surface.apart
            }
        ]
        zoomFactor: surface.page.zoom

        settings {
            accelerated2dCanvasEnabled: true
            allowGeolocationOnInsecureOrigins: false
            allowRunningInsecureContent: false
            allowWindowActivationFromJavaScript: false
            autoLoadIconsForPage: false
            backForwardCacheEnabled: false
            dnsPrefetchEnabled: false
            errorPageEnabled: false
            forceDarkMode: false
            fullScreenSupportEnabled: false
            hyperlinkAuditingEnabled: false
            javascriptCanAccessClipboard: false
            javascriptCanOpenWindows: false
            javascriptCanPaste: false
            linksIncludedInFocusChain: true
            localContentCanAccessFileUrls: false
            localContentCanAccessRemoteUrls: false
            navigateOnDropEnabled: false
            pdfViewerEnabled: false
            playbackRequiresUserGesture: true
            pluginsEnabled: false
            screenCaptureEnabled: false
            scrollAnimatorEnabled: false
            spatialNavigationEnabled: false
            touchIconsEnabled: false
            unknownUrlSchemePolicy: WebEngineSettings.DisallowUnknownUrlSchemes
            webGLEnabled: false
            webRTCPublicInterfacesOnly: true
        }
        // Made by Qt in a context of its own, which ComponentBehavior: Bound would forbid: then it crashes.
        touchHandleDelegate: Item {
        }

        onAuthenticationDialogRequested: request => {
            request.accepted = true;
            request.dialogReject();
        }
        onCanGoBackChanged: surface.page.canGoBack(view.canGoBack)
        onCertificateError: error => error.rejectCertificate()
        onColorDialogRequested: request => {
            request.accepted = true;
            request.dialogReject();
        }
        onContextMenuRequested: request => request.accepted = true
        onDesktopMediaRequested: request => request.cancel()
        onFileDialogRequested: request => {
            request.accepted = true;
            request.dialogReject();
            surface.page.refused("file");
        }
        onFileSystemAccessRequested: request => request.reject()
        onFullScreenRequested: request => request.reject()
        onJavaScriptConsoleMessage: {
        }
        onJavaScriptDialogRequested: request => {
            request.accepted = true;
            // An alert is read, and a page may always be left; to everything else the answer is no.
            if (request.type === JavaScriptDialogRequest.DialogTypeAlert || request.type === JavaScriptDialogRequest.DialogTypeBeforeUnload)
                request.dialogAccept();
            else
                request.dialogReject();
        }
        onLoadingChanged: info => {
            surface.page.loading(info.status === WebEngineView.LoadStartedStatus);
            if (info.status === WebEngineView.LoadSucceededStatus)
                surface.page.loaded(info.url);
            else if (info.status === WebEngineView.LoadFailedStatus && info.errorDomain === WebEngineLoadingInfo.HttpStatusCodeDomain)
                view.runJavaScript(surface.isEmpty, surface.apart, empty => surface.page.answeredWithError(empty !== false));
            else if (info.status === WebEngineView.LoadFailedStatus)
                surface.page.failed();
            else if (info.status === WebEngineView.LoadStoppedStatus)
                view.runJavaScript(surface.isNoPage, surface.apart, none => surface.page.stopped(none !== false));
        }
        onNavigationRequested: request => {
            if (surface.page.mayGo(request.url, request.isMainFrame))
                request.accept();
            else
                request.reject();
        }
        // A link for another window opens in this one; what a script wants to open by itself does not.
        onNewWindowRequested: request => {
            if (request.userInitiated && surface.page.mayGo(request.requestedUrl, true))
                view.url = request.requestedUrl;
        }
        onPermissionRequested: permission => permission.deny()
        onPrintRequested: surface.page.refused("print")
        onPrintRequestedByFrame: surface.page.refused("print")
        onQuotaRequested: request => request.reject()
        onRegisterProtocolHandlerRequested: request => request.reject()
        onRenderProcessPidChanged: process => surface.page.laidOutBy(process)
        onRenderProcessTerminated: surface.page.died()
        onSelectClientCertificate: selection => selection.selectNone()
        onTooltipRequested: request => request.accepted = true
        onTouchSelectionMenuRequested: request => request.accepted = true
        onUrlChanged: surface.page.went(view.url, view.canGoBack)
        onWebAuthUxRequested: request => request.cancel()
    }
    Connections {
        function onDownloadRequested(download: var) {
            download.cancel();
            surface.page.refused("file");
        }
        function onPresentNotification(notification: var) {
        }
        target: surface.profile
    }
    // What is dragged over the page falls on us.
    DropArea {
        anchors.fill: parent

        onDropped: drop => drop.accept(Qt.IgnoreAction)
        onEntered: drag => drag.accept(Qt.IgnoreAction)
    }
}
