pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// Where a technician writes, with the button that says it is done. It asks for the keyboard at once.
RowLayout {
    id: field

    required property string name
    required property string done
    property string typed
    // What is to be known; it stands in the field while nothing else does.
    property string hint
    property int longest: 64
    // "text", "address" or "key", which is shown as dots.
    property string purpose: "text"

    signal accepted(text: string)

    function accept() {
        accepted(input.text);
    }

    spacing: Theme.touchGap

    Component.onCompleted: {
        input.text = typed;
        input.forceActiveFocus();
    }

    Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.touch
        border.color: input.activeFocus ? Theme.colours.text : Theme.colours.line
        border.width: input.activeFocus ? Theme.px(4) : Theme.hairline
        color: Theme.colours.page
        objectName: "settingField"
        radius: Theme.radius

        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
            longPressThreshold: 0

            onTapped: input.forceActiveFocus()
        }
        Label {
            anchors.fill: input
            anchors.leftMargin: Theme.gapSmall
            color: Theme.colours.quiet
            font.pixelSize: Theme.menuNote
            maximumLineCount: 2
            text: field.hint
            verticalAlignment: Text.AlignVCenter
            visible: input.text === ""
            wrapMode: Text.Wrap
        }
        TextInput {
            id: input

            Accessible.name: field.name
            Accessible.role: Accessible.EditableText
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.leftMargin: Theme.gap
            anchors.right: clear.visible ? clear.left : parent.right
            anchors.rightMargin: Theme.gap
            anchors.top: parent.top
            clip: true
            color: Theme.colours.text
            echoMode: field.purpose === "key" ? TextInput.Password : TextInput.Normal
            font.family: Theme.family
            font.pixelSize: Theme.searchWord
            inputMethodHints: field.purpose === "address" ? Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase : field.purpose === "key" ? Qt.ImhHiddenText | Qt.ImhNoAutoUppercase : Qt.ImhNone
            maximumLength: field.longest
            objectName: "settingInput"
            selectByMouse: false
            verticalAlignment: TextInput.AlignVCenter

            cursorDelegate: Rectangle {
                color: Theme.colours.text
                visible: input.activeFocus
                width: Theme.px(4)
            }

            onAccepted: field.accept()
        }
        BigButton {
            id: clear

            anchors.right: parent.right
            flat: true
            icon: "x"
            objectName: "clearField"
            spoken: qsTr("Clear")
            text: ""
            visible: input.text !== ""

            onActivated: input.text = ""
        }
    }
    BigButton {
        flat: true
        icon: "check"
        objectName: "done"
        text: field.done

        onActivated: field.accept()
    }
}
