import QtQuick

Window {
    height: 1920
    visible: true
    width: 1080

    Text {
        anchors.centerIn: parent
        text: "Hello"
    }
}
