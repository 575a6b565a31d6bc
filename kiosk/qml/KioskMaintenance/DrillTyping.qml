pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// A word to type with the keyboard on the glass; it takes a key of every row.
Item {
    id: typing

    required property DrillScreen screen
    required property bool portrait

    readonly property TypingStep step: screen.typing as TypingStep

    Component.onCompleted: input.forceActiveFocus()

    // Lying, the keyboard leaves one row above it.
    GridLayout {
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        columnSpacing: Theme.gap
        flow: typing.portrait ? GridLayout.TopToBottom : GridLayout.LeftToRight
        rowSpacing: Theme.gapSmall
        uniformCellWidths: true
        y: typing.portrait ? Theme.gap : 0

        DrillNote {
            Layout.fillHeight: !typing.portrait
            Layout.fillWidth: true
            flat: !typing.portrait
            seconds: typing.screen.stepSecondsLeft
            text: typing.step.wrong ? qsTr("Something else arrived: delete it") : qsTr("Type: %1").arg(typing.step.word)
        }
        Rectangle {
            border.color: typing.step.wrong ? Theme.colours.late : Theme.colours.text
            border.width: Theme.px(4)
            color: Theme.colours.page
            Layout.fillWidth: true
            Layout.preferredHeight: typing.portrait ? Theme.touch : Theme.tile - Theme.margin
            objectName: "drillField"
            radius: Theme.radius

            TapHandler {
                onTapped: input.forceActiveFocus()
            }
            TextInput {
                id: input

                Accessible.name: qsTr("Type: %1").arg(typing.step.word)
                Accessible.role: Accessible.EditableText
                anchors.fill: parent
                anchors.leftMargin: Theme.gap
                anchors.rightMargin: Theme.gap
                clip: true
                color: Theme.colours.text
                font.family: Theme.family
                font.pixelSize: Theme.searchWord
                maximumLength: 20
                objectName: "drillInput"
                selectByMouse: false
                verticalAlignment: TextInput.AlignVCenter

                cursorDelegate: Rectangle {
                    color: Theme.colours.text
                    visible: input.activeFocus
                    width: Theme.px(4)
                }

                onTextChanged: typing.step.take(text)
            }
        }
    }
    Loader {
        readonly property QtObject keyboard: typing.screen.keyboard

        function look() {
            if (keyboard)
                setSource("../Kiosk/Keyboard.qml", {
                    "keyboard": keyboard,
                    "portrait": Qt.binding(() => typing.portrait)
                });
        }

        width: parent.width
        y: parent.height - height

        onKeyboardChanged: look()

        Component.onCompleted: look()
    }
}
