import QtQuick

// Stands in for a web page: it takes every touch, and counts them. Its field is at its foot, where keys would hide it.
Rectangle {
    property int touches: 0

    anchors.fill: parent
    color: "#f4efe6"
    objectName: "sheet"

    MultiPointTouchArea {
        anchors.fill: parent

        onPressed: parent.touches += 1
    }
    Rectangle {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 24
        anchors.horizontalCenter: parent.horizontalCenter
        color: "white"
        height: 88
        width: parent.width * 0.8

        TextInput {
            anchors.fill: parent
            anchors.margins: 16
            font.pixelSize: 40
            objectName: "field"
        }
    }
}
