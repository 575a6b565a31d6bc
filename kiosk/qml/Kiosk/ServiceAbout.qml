pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens

// What a service is for, and what to have at hand.
Flickable {
    id: about

    required property ServicesScreen services

    boundsBehavior: Flickable.StopAtBounds
    clip: true
    contentHeight: words.height
    contentWidth: width
    objectName: "about"

    Column {
        id: words

        spacing: Theme.gapSmall
        width: about.width

        Label {
            Accessible.role: Accessible.Heading
            font.pixelSize: Theme.serviceTitle
            font.weight: Font.DemiBold
            lineHeight: 0.95
            maximumLineCount: 6
            text: about.services.title
            width: parent.width
            wrapMode: Text.Wrap
        }
        Label {
            font.pixelSize: Theme.serviceWord
            maximumLineCount: 8
            text: about.services.sentence
            width: parent.width
            wrapMode: Text.Wrap
        }
        Label {
            color: Theme.colours.quiet
            font.pixelSize: Theme.phoneNote
            maximumLineCount: 3
            text: about.services.offeredBy
            visible: text !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }
        Label {
            font.pixelSize: Theme.serviceWord
            font.weight: Font.DemiBold
            maximumLineCount: 2
            text: qsTr("Have ready")
            topPadding: Theme.gapSmall
            visible: things.count > 0
            width: parent.width
            wrapMode: Text.Wrap
        }
        Repeater {
            id: things

            model: about.services.haveReady

            Item {
                id: thing

                required property string text

                height: name.height
                width: words.width

                Icon {
                    id: sign

                    color: Theme.colours.live
                    name: "check"
                    size: Theme.text(40)
                }
                Label {
                    id: name

                    font.pixelSize: Theme.serviceWord
                    maximumLineCount: 4
                    text: thing.text
                    width: parent.width - x
                    wrapMode: Text.Wrap
                    x: sign.width + Theme.gapSmall
                }
            }
        }
        Item {
            height: 1
            width: 1
        }
    }
}
