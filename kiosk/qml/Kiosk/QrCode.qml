import QtQuick

// A code for a telephone's camera: dark on white in every theme, its quiet zone around it, every module the same size.
Rectangle {
    id: code

    required property string content
    property int size: Theme.qr

    Accessible.name: qsTr("A code for the camera of your phone")
    Accessible.role: Accessible.Graphic
    color: Theme.codePaper
    height: size
    objectName: "qr"
    radius: Theme.radius
    width: size

    Image {
        // Whole pixels, or the modules would be smeared.
        x: Math.floor((code.width - width) / 2)
        y: Math.floor((code.height - height) / 2)
        cache: false
        smooth: false
        source: code.content === "" || !visible || code.size <= 1 ? "" : "image://qr/" + encodeURIComponent(code.content)
        sourceSize: Qt.size(code.size, code.size)
    }
}
