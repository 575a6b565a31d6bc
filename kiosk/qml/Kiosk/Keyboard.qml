pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens

// The keyboard on the glass: as high as it is needed, nothing while no field has the focus.
Rectangle {
    id: board

    required property KeyboardScreen keyboard
    required property bool portrait

    color: Theme.colours.panel
    height: visible ? portrait ? Theme.keyboard : Theme.keyboardFlat : 0
    objectName: "keyboard"
    visible: keyboard.shown

    Rectangle {
        color: Theme.colours.line
        height: Theme.hairline
        width: parent.width
    }
    // Fingers and the mouse end here: nothing behind the keys feels them.
    MouseArea {
        anchors.fill: parent
    }
    Item {
        id: keys

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gapTiny
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: Theme.gapTiny
        width: Math.min(parent.width - 2 * Theme.gapTiny, board.keyboard.units * Theme.keyWidest)

        Repeater {
            model: board.keyboard.keys

            Key {
                required property string key
                required property real keyX
                required property real keyY
                required property real keyWidth
                required property real keyHeight

                height: Math.round((keyY + keyHeight) * keys.height) - y
                width: Math.round((keyX + keyWidth) * keys.width) - x
                x: Math.round(keyX * keys.width)
                y: Math.round(keyY * keys.height)

                onActivated: board.keyboard.press(key)
            }
        }
        Item {
            id: area

            property KeyArea glass: null

            anchors.fill: parent

            Component.onCompleted: glass = KeyAreas.take(this) as KeyArea
            Component.onDestruction: KeyAreas.give(glass)

            Connections {
                function onDown(finger, x, y) {
                    board.keyboard.fingerDown(finger, x, y);
                }
                function onGone() {
                    board.keyboard.fingersGone();
                }
                function onMoved(finger, x, y) {
                    board.keyboard.fingerMoved(finger, x, y);
                }
                function onUp(finger) {
                    board.keyboard.fingerUp(finger);
                }

                target: area.glass
            }

            // The mouse of a desk is one finger more.
            PointHandler {
                acceptedButtons: Qt.LeftButton
                acceptedDevices: PointerDevice.Mouse

                onActiveChanged: if (active)
                    board.keyboard.fingerDown(-1, point.position.x / area.width, point.position.y / area.height)
                else
                    board.keyboard.fingerUp(-1)
                onPointChanged: if (active)
                    board.keyboard.fingerMoved(-1, point.position.x / area.width, point.position.y / area.height)
            }
        }
    }
    Connections {
        function onDismissed() {
            board.forceActiveFocus();
        }

        target: board.keyboard
    }
}
