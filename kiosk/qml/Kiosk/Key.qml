import QtQuick

// One key. It is only seen here: KeyArea feels the fingers.
Item {
    id: key

    required property string text
    required property string icon
    required property string spoken
    // "types", "does", or "on" where capital letters are.
    required property string look
    required property bool down

    readonly property bool word: text.length > 1
    readonly property color ink: look === "on" && !down ? Theme.colours.tile : Theme.colours.tileText

    signal activated

    Accessible.name: spoken
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated()
    objectName: "key"

    Rectangle {
        anchors.fill: parent
        anchors.margins: Math.floor(Theme.keyGap / 2)
        border.color: Theme.colours.tile
        border.width: key.look === "on" ? Theme.hairline : 0
        color: key.down ? Theme.colours.tilePressed : key.look === "on" ? Theme.colours.tileText : key.look === "does" ? Theme.colours.line : Theme.colours.tile
        radius: Theme.radiusSmall

        Icon {
            anchors.centerIn: parent
            color: key.ink
            name: key.icon
            size: Theme.keyIcon
            visible: name !== ""
        }
        Label {
            anchors.fill: parent
            anchors.leftMargin: Theme.px(4)
            anchors.rightMargin: Theme.px(4)
            color: key.ink
            elide: Text.ElideNone
            font.pixelSize: key.word ? Theme.keyWord : Theme.keyCharacter
            font.weight: Font.DemiBold
            fontSizeMode: Text.HorizontalFit
            horizontalAlignment: Text.AlignHCenter
            minimumPixelSize: Theme.keyWordLeast
            text: key.text
            verticalAlignment: Text.AlignVCenter
            visible: key.icon === ""
        }
    }
}
