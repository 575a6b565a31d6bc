pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// What a panel is judged by: steps of grey, pure colours, lines of one pixel, a circle. A touch ends it.
// Its colours are those of a signal, not of a theme.
Rectangle {
    id: picture

    signal activated

    readonly property var colours: ["#ffffff", "#ffff00", "#00ffff", "#00ff00", "#ff00ff", "#ff0000", "#0000ff", "#000000"]
    readonly property int steps: 16

    color: "#808080"
    objectName: "testPicture"

    TapHandler {
        onTapped: picture.activated()
    }
    Row {
        height: parent.height / 4

        Repeater {
            model: picture.colours

            Rectangle {
                required property string modelData

                color: modelData
                height: picture.height / 4
                width: picture.width / picture.colours.length
            }
        }
    }
    Row {
        y: parent.height / 4

        Repeater {
            model: picture.steps

            Rectangle {
                required property int index

                color: Qt.rgba(index / (picture.steps - 1), index / (picture.steps - 1), index / (picture.steps - 1), 1)
                height: picture.height / 8
                width: picture.width / picture.steps
            }
        }
    }
    Repeater {
        model: 24

        Rectangle {
            required property int index

            color: index % 2 ? "#ffffff" : "#000000"
            height: picture.height / 8
            width: 1
            x: picture.width / 2 - 24 + 2 * index
            y: picture.height * 3 / 8
        }
    }
    Repeater {
        model: 24

        Rectangle {
            required property int index

            color: index % 2 ? "#ffffff" : "#000000"
            height: 1
            width: picture.width / 4
            x: picture.width / 16
            y: picture.height * 7 / 16 - 24 + 2 * index
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.margin
        anchors.horizontalCenter: parent.horizontalCenter
        border.color: "#ffffff"
        border.width: 2
        color: "transparent"
        height: Math.min(parent.width, parent.height * 3 / 8)
        radius: height / 2
        width: height

        Label {
            anchors.centerIn: parent
            color: "#ffffff"
            font.pixelSize: Theme.menuText
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 3
            text: qsTr("Touch to end")
            width: parent.width * 0.7
            wrapMode: Text.Wrap
        }
    }
    Rectangle {
        anchors.fill: parent
        border.color: "#ffffff"
        border.width: 1
        color: "transparent"
    }
}
