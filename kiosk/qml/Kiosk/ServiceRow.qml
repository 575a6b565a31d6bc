import QtQuick

// One service of a list: its name, what it is for, who offers it.
Item {
    id: row

    required property string key
    required property string title
    required property string sentence
    required property string offeredBy
    property bool brief: false

    signal activated

    Accessible.description: offeredBy
    Accessible.name: title + ". " + sentence
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated()
    height: Math.max(Theme.touch, words.height + 2 * Theme.gapSmall)
    objectName: "serviceRow"

    Rectangle {
        anchors.bottomMargin: Theme.hairline
        anchors.fill: parent
        anchors.leftMargin: -Theme.gapSmall
        anchors.rightMargin: -Theme.gapSmall
        color: Theme.colours.rowPressed
        radius: Theme.radiusSmall
        visible: tap.pressed
    }
    TapHandler {
        id: tap

        gesturePolicy: TapHandler.DragThreshold
        longPressThreshold: 0

        onTapped: row.activated()
    }
    Column {
        id: words

        anchors.left: parent.left
        anchors.right: more.left
        anchors.rightMargin: Theme.gap
        spacing: Theme.px(4)
        y: Theme.gapSmall

        Label {
            font.pixelSize: Theme.serviceName
            font.weight: Font.DemiBold
            maximumLineCount: row.brief ? 1 : 2
            text: row.title
            width: parent.width
            wrapMode: Text.Wrap
        }
        Label {
            maximumLineCount: row.brief ? 1 : 3
            text: row.sentence
            visible: text !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }
        Label {
            color: Theme.colours.quiet
            font.pixelSize: Theme.small
            maximumLineCount: 2
            text: row.offeredBy
            visible: text !== "" && !row.brief
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
    Icon {
        id: more

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.quiet
        name: "chevron-right"
        size: Theme.px(48)
    }
    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.colours.line
        height: Theme.hairline
        width: parent.width
    }
}
