import QtQuick
import QtWebEngine
import Kiosk
import Kiosk.Screens

// A page above the keyboard, beside a margin, for the tests of typing into it.
Rectangle {
    id: scene

    required property KeyboardScreen keyboard
    property string answer

    function load(page: string) {
        web.loadHtml(page, "https://example.org/");
    }
    function ask(script: string) {
        answer = "";
        web.runJavaScript(script, value => scene.answer = JSON.stringify(value ?? null));
    }

    WebEngineProfilePrototype {
        id: unrecorded
    }
    WebEngineView {
        id: web

        anchors.bottom: keys.top
        anchors.left: parent.left
        anchors.leftMargin: 30
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: 50
        objectName: "web"
        profile: unrecorded.instance()

        onLoadingChanged: info => {
            if (info.status === WebEngineView.LoadSucceededStatus)
                scene.answer = "loaded";
        }
    }
    Keyboard {
        id: keys

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        keyboard: scene.keyboard
        portrait: true
    }
}
