pragma ComponentBehavior: Bound
import QtQuick

// Where a passenger writes what they look for. A touch on it asks for the keyboard.
Rectangle {
    id: field

    property alias text: input.text
    readonly property TextInput input: input

    signal cleared

    Accessible.ignored: true
    border.color: input.activeFocus ? Theme.colours.text : Theme.colours.line
    border.width: input.activeFocus ? Theme.px(4) : Theme.hairline
    color: Theme.colours.page
    implicitHeight: Theme.touch + 2 * Theme.gapTiny
    objectName: "searchField"
    radius: Theme.radius

    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: input.forceActiveFocus()
    }
    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.quiet
        name: "search"
        size: Theme.px(48)
    }
    Label {
        anchors.fill: input
        color: Theme.colours.quiet
        font.pixelSize: Theme.searchWord
        text: qsTr("Find a service")
        verticalAlignment: Text.AlignVCenter
        visible: input.text === "" && !input.activeFocus
    }
    TextInput {
        id: input

        Accessible.name: qsTr("Find a service")
        Accessible.role: Accessible.EditableText
        anchors.bottom: parent.bottom
        anchors.left: sign.right
        anchors.leftMargin: Theme.gap
        anchors.right: clear.visible ? clear.left : parent.right
        anchors.rightMargin: Theme.gap
        anchors.top: parent.top
        clip: true
        color: Theme.colours.text
        font.family: Theme.family
        font.pixelSize: Theme.searchWord
        maximumLength: 64
        objectName: "searchInput"
        // Neither selected by a drag nor kept: a public screen.
        selectByMouse: false
        verticalAlignment: TextInput.AlignVCenter

        cursorDelegate: Rectangle {
            color: Theme.colours.text
            visible: input.activeFocus
            width: Theme.px(4)
        }
    }
    BigButton {
        id: clear

        anchors.right: parent.right
        anchors.rightMargin: Theme.gapTiny
        anchors.verticalCenter: parent.verticalCenter
        flat: true
        icon: "x"
        objectName: "clear"
        spoken: qsTr("Clear")
        text: ""
        visible: input.text !== ""

        onActivated: field.cleared()
    }
}
