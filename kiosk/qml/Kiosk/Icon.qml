import QtQuick

// One icon of resources/icons in one colour.
Image {
    id: icon

    required property string name
    property color color: Theme.colours.text
    property int size: Theme.body

    height: size
    // Drawn once there is something to see: neither hidden, nor before the scene has told its sizes.
    source: name === "" || !visible || size <= 1 ? "" : "image://icons/" + name + "/" + color.toString().slice(-6)
    sourceSize: Qt.size(size, size)
    width: size
}
