import QtQuick
import QtWebEngine

Rectangle {
    id: root

    required property var told
    property url wanted
    property bool warm: false

    onWantedChanged: {
        view.url = wanted;
        look.start();
    }

    Timer {
        id: look

        interval: 10
        repeat: true

        onTriggered: view.runJavaScript("location.protocol === 'https:' && performance.getEntriesByName('first-contentful-paint').length > 0", painted => {
            if (painted)
                root.told.painted();
        })
    }
    WebEngineView {
        id: view

        anchors.fill: parent
        url: "about:blank"

        profile: prototype.instance()

        onLoadingChanged: info => {
            if (info.status === WebEngineView.LoadSucceededStatus && !root.warm) {
                root.warm = true;
                root.told.ready();
            }
        }
    }
    WebEngineProfilePrototype {
        id: prototype

    }
}
